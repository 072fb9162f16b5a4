import X from "lucide/dist/esm/icons/x.mjs";
import { t } from "../../lib/i18n";
import { Button } from "../../ui/Button";
import { Icon } from "../../ui/Icon";
import { Select } from "../../ui/Select";
import { choices, choicesById } from "../catalog";
import { choicesPath } from "../route";
import { Sortable } from "../Sortable";
import type { Choices } from "../wire";
import { groupRule } from "./groupRule";

type AskedGroupsProps = {
  ids: readonly string[];
  inherited: readonly string[];
  inheritedFrom: string;
  fault?: string | undefined;
  onChange: (ids: string[]) => void;
};

/** The questions in the order guests are asked them; more can be taken from the library. */
export function AskedGroups({ ids, inherited, inheritedFrom, fault, onChange }: AskedGroupsProps) {
  const found = (wanted: readonly string[]) => wanted.flatMap((id) => choicesById.value.get(id) ?? []);
  const rest = (choices.value.value ?? []).filter(({ id }) => !ids.includes(id) && !inherited.includes(id));
  return (
    <div class="asked">
      {found(inherited).map((group) => (
        <div key={group.id} class="asked-row">
          <GroupLink group={group} />
          <small>{t("choices.from_section", { section: inheritedFrom })}</small>
        </div>
      ))}
      <Sortable items={found(ids)} label={t("choices.title")} nameOf={({ name }) => name} onOrder={onChange}>
        {(group, handle) => (
          <div class="asked-row">
            {handle}
            <GroupLink group={group} />
            <Button
              kind="quiet"
              aria-label={t("choices.take_off", { choice: group.name })}
              onClick={() => onChange(ids.filter((id) => id !== group.id))}
            >
              <Icon of={X} />
            </Button>
          </div>
        )}
      </Sortable>
      {fault && (
        <small class="field-fault" role="alert">
          {fault}
        </small>
      )}
      {rest.length > 0 && (
        <Select
          label={t("choices.add_known")}
          value=""
          options={[
            { value: "", label: t("choices.pick_known") },
            ...rest.map((group) => ({ value: group.id, label: `${group.name} – ${groupRule(group)}` })),
          ]}
          onChange={(id) => id && onChange([...ids, id])}
        />
      )}
    </div>
  );
}

function GroupLink({ group }: { group: Choices }) {
  return (
    <a class="asked-name" href={choicesPath(group.id)}>
      <b>{group.name}</b>
      <small>{`${groupRule(group)} · ${group.options.map(({ name }) => name).join(", ")}`}</small>
    </a>
  );
}
