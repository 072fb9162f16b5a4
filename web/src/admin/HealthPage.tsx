import Unlink from "lucide/dist/esm/icons/unlink.mjs";
import { clock, dayAndClock, language, t } from "../lib/i18n";
import { Failure } from "../staff/Failure";
import { Banner } from "../ui/Banner";
import { Skeleton } from "../ui/Skeleton";
import { State } from "../ui/State";
import { sizeWords, upWords } from "./figures";
import { health, healthAt } from "./platform";
import type { Health } from "./wire";
import "./health.css";

const LITTLE_DISK = 0.1;

/** How the platform is; looked at again every few seconds while the page is open. */
export function HealthPage() {
  const found = health.value.value;
  const fault = health.fault.value;
  return (
    <>
      <header class="page-head">
        <h1>{t("nav.health")}</h1>
        {found && !fault && <p class="quiet-words">{t("health.at", { time: clock(healthAt.value) })}</p>}
      </header>
      {found && fault && (
        <Banner tone="offline" icon={Unlink}>
          {t("offline.since", { time: clock(healthAt.value) })}
        </Banner>
      )}
      {!found && fault && <Failure fault={fault} onRetry={() => void health.load()} />}
      {!found && !fault && <Skeleton rows={3} label={t("loading")} />}
      {found && <Figures found={found} />}
    </>
  );
}

const count = (value: number): string => new Intl.NumberFormat(language()).format(value);
const share = (value: number): string =>
  new Intl.NumberFormat(language(), { style: "percent", maximumFractionDigits: 0 }).format(value);

function Figures({ found }: { found: Health }) {
  const little = found.disk_free_share < LITTLE_DISK;
  const now = [
    [t("health.open_tables"), count(found.open_tables)],
    [t("health.orders_today"), count(found.orders_today)],
    [t("health.signed_in"), count(found.signed_in)],
    [t("nav.organizations"), count(found.organizations)],
    [t("health.branches"), count(found.branches)],
  ] as const;
  return (
    <>
      <dl class="figures-now">
        {now.map(([word, figure]) => (
          <div key={word}>
            <dt>{word}</dt>
            <dd class="figures">{figure}</dd>
          </div>
        ))}
      </dl>
      <dl class="machine">
        <Row
          word={t("health.last_event")}
          fact={found.last_event_at ? dayAndClock(found.last_event_at) : t("health.never")}
        />
        <Row word={t("health.disk")} fact={share(found.disk_free_share)}>
          {little && <State tone="late" word={t("health.disk_little")} />}
        </Row>
        <Row
          word={t("health.database")}
          fact={t("health.database_facts", {
            kind: kindWords(found.database.kind),
            size: sizeWords(found.database.size_bytes),
          })}
        />
        <Row word={t("health.version")} fact={found.version} />
        <Row word={t("health.up")} fact={upWords(found.uptime_seconds)} />
      </dl>
    </>
  );
}

const KINDS: Readonly<Record<string, string>> = { sqlite: "SQLite", postgresql: "PostgreSQL" };
const kindWords = (kind: string): string => KINDS[kind] ?? kind;

function Row({ word, fact, children }: { word: string; fact: string; children?: preact.ComponentChildren }) {
  return (
    <div>
      <dt>{word}</dt>
      <dd>
        {fact} {children}
      </dd>
    </div>
  );
}
