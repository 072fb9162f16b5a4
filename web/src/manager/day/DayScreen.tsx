import ChevronLeft from "lucide/dist/esm/icons/chevron-left.mjs";
import ChevronRight from "lucide/dist/esm/icons/chevron-right.mjs";
import Download from "lucide/dist/esm/icons/download.mjs";
import Store from "lucide/dist/esm/icons/store.mjs";
import { useEffect } from "preact/hooks";
import { datedIn, t } from "../../lib/i18n";
import { Failure } from "../../staff/Failure";
import { branch, branches } from "../../staff/identity";
import { Button } from "../../ui/Button";
import { Empty } from "../../ui/Empty";
import { Icon } from "../../ui/Icon";
import { Segmented } from "../../ui/Segmented";
import { Skeleton } from "../../ui/Skeleton";
import { DayPaper } from "./DayPaper";
import { dayBeside } from "./day";
import { begun, chooseDate, chosenDate, csvPath, isSideBySide, keepReport, page, today } from "./report";
import "./day.css";

keepReport();

/** The business day in one page, of one branch or of all side by side. */
export function DayScreen() {
  useEffect(() => void (branch.value && begun.load()), [branch.value]);
  if (!branch.value) return <Empty drawing={Store}>{t("day.no_branch")}</Empty>;
  const known = page.value.value;
  return (
    <div class="page day">
      <header class="page-head">
        <h1>{known ? dateWords(known.date) : t("shell.today")}</h1>
        <div class="day-choose">
          <WhichDay date={known?.date ?? null} />
          <WhichBranches />
        </div>
        <a class="button" href={csvPath.value} download>
          <Icon of={Download} size={20} />
          {t("day.csv")}
        </a>
      </header>
      <Papers />
    </div>
  );
}

function Papers() {
  const known = page.value.value;
  const fault = page.fault.value;
  if (fault) return <Failure fault={fault} onRetry={() => void page.load()} />;
  if (!known) return <Skeleton rows={5} label={t("loading")} />;
  return (
    <div class={known.branches.length > 1 ? "day-all" : "day-one"}>
      {known.branches.map((day) => (
        <DayPaper key={day.branch.id} day={day} named={known.branches.length > 1} />
      ))}
    </div>
  );
}

const dateWords = (date: string): string =>
  new Intl.DateTimeFormat(datedIn(), { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" }).format(
    new Date(`${date}T12:00:00Z`),
  );

function WhichDay({ date }: { date: string | null }) {
  return (
    <div class="day-which">
      <Button
        kind="quiet"
        aria-label={t("day.before")}
        disabled={!date}
        onClick={() => date && chooseDate(dayBeside(date, -1))}
      >
        <Icon of={ChevronLeft} turns />
      </Button>
      <label>
        <span class="unseen">{t("day.date")}</span>
        <input
          type="date"
          max={today.value ?? undefined}
          value={date ?? ""}
          onChange={(event) => chooseDate(event.currentTarget.value || null)}
        />
      </label>
      <Button
        kind="quiet"
        aria-label={t("day.after")}
        disabled={!date || chosenDate.value === null}
        onClick={() => date && chooseDate(dayBeside(date, 1))}
      >
        <Icon of={ChevronRight} turns />
      </Button>
      {chosenDate.value !== null && <Button onClick={() => chooseDate(null)}>{t("shell.today")}</Button>}
    </div>
  );
}

function WhichBranches() {
  if (branches.value.length < 2) return null;
  return (
    <Segmented<"one" | "all">
      label={t("day.branches")}
      value={isSideBySide.value ? "all" : "one"}
      options={[
        { value: "one", label: branch.value?.name },
        { value: "all", label: t("day.all_branches") },
      ]}
      onChange={(chosen) => {
        isSideBySide.value = chosen === "all";
      }}
    />
  );
}
