import Plus from "lucide/dist/esm/icons/plus.mjs";
import Users from "lucide/dist/esm/icons/users.mjs";
import { useEffect } from "preact/hooks";
import { t } from "../../lib/i18n";
import { Failure } from "../../staff/Failure";
import { branches } from "../../staff/identity";
import { Button } from "../../ui/Button";
import { Empty } from "../../ui/Empty";
import { Icon } from "../../ui/Icon";
import { Skeleton } from "../../ui/Skeleton";
import { State } from "../../ui/State";
import type { Account } from "../wire";
import { AddPerson } from "./AddPerson";
import { PersonSheet } from "./PersonSheet";
import { closePeople, isAdding, openId, people, seenWords } from "./people";
import "./people.css";

/** Everybody who signs in at the register or in the kitchen, by branch. */
export function PeopleScreen() {
  useEffect(() => {
    void people.load();
    return closePeople;
  }, []);
  const known = people.value.value;
  const opened = known?.find(({ id }) => id === openId.value);
  return (
    <div class="page people-page">
      <header class="page-head">
        <h1>{t("shell.people")}</h1>
        <AddButton />
      </header>
      <List />
      {isAdding.value && <AddPerson />}
      {opened && <PersonSheet key={opened.id} person={opened} />}
    </div>
  );
}

function AddButton() {
  return (
    <Button
      kind="main"
      disabled={branches.value.length === 0}
      onClick={() => {
        isAdding.value = true;
      }}
    >
      <Icon of={Plus} />
      {t("people.add")}
    </Button>
  );
}

function List() {
  const known = people.value.value;
  if (!known) {
    if (people.fault.value) return <Failure fault={people.fault.value} onRetry={() => void people.load()} />;
    return <Skeleton rows={5} label={t("loading")} />;
  }
  if (known.length === 0) return <Empty drawing={Users}>{t("people.empty")}</Empty>;
  return (
    <div class="people">
      {branches.value.map((branch) => {
        const here = known.filter((person) => person.branch?.id === branch.id);
        if (here.length === 0) return null;
        return (
          <section key={branch.id}>
            <h2>{branch.name}</h2>
            <ul>
              {here.map((person) => (
                <Row key={person.id} person={person} />
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}

function Row({ person }: { person: Account }) {
  const { id, name, email, role, active, invited } = person;
  return (
    <li>
      <button
        type="button"
        class={active ? "person" : "person idle"}
        onClick={() => {
          openId.value = id;
        }}
      >
        <span class="person-who">
          <b>{name}</b>
          <small>{email}</small>
        </span>
        <span class="person-role">{t(role === "kitchen" ? "role.kitchen" : "role.cashier")}</span>
        <span class="person-seen">
          {!active ? (
            <State tone="late" word={t("people.suspended")} />
          ) : invited ? (
            <State tone="waiting" word={t("people.invited")} />
          ) : (
            seenWords(person)
          )}
        </span>
      </button>
    </li>
  );
}
