import type { IconNode } from "lucide";
import Volume1 from "lucide/dist/esm/icons/volume-1.mjs";
import Volume2 from "lucide/dist/esm/icons/volume-2.mjs";
import VolumeX from "lucide/dist/esm/icons/volume-x.mjs";
import { t } from "../lib/i18n";
import { Icon } from "../ui/Icon";
import { Segmented } from "../ui/Segmented";
import { type Volume, volume, wakeSpeaker } from "./speaker";

const LOUDNESS: readonly { value: Volume; icon: IconNode }[] = [
  { value: "off", icon: VolumeX },
  { value: "low", icon: Volume1 },
  { value: "high", icon: Volume2 },
];

/** How loud this device is; a choice is heard at once. */
export function Loudness({ ring }: { ring: () => void }) {
  return (
    <Segmented<Volume>
      label={t("you.sound")}
      value={volume.value}
      options={LOUDNESS.map(({ value, icon }) => ({
        value,
        label: (
          <>
            <Icon of={icon} />
            {t(`you.${value}`)}
          </>
        ),
      }))}
      onChange={(chosen) => {
        volume.value = chosen;
        wakeSpeaker();
        ring();
      }}
    />
  );
}
