import { describe, expect, it, vi } from "vitest";

vi.stubGlobal("localStorage", { getItem: () => null });
vi.stubGlobal("addEventListener", () => undefined);
vi.stubGlobal("location", { hash: "" });
const { choicesFaults, faultsById, newOption } = await import("./choicesForm");
const { speak } = await import("../../lib/i18n");

vi.stubGlobal("document", { documentElement: {} });
speak("en", { "fault.other": "{detail}", "fault.empty": "empty" });

const option = (name: string, more = {}) => ({ ...newOption("choice"), id: name, name, ...more });
const size = {
  name: "Size",
  min: 1,
  max: 1 as number | null,
  max_per_option: 1,
  free_quantity: 0,
  options: [option("Small"), option("Large", { price_delta: 200 })],
  section_ids: [],
  translations: {},
};
const fields = (form: typeof size) => [...choicesFaults(form).keys()];

describe("a choice that cannot be asked", () => {
  it("is none when a guest can choose a size", () => {
    expect(fields(size)).toEqual([]);
  });

  it("has no options", () => {
    expect(fields({ ...size, options: [] })).toEqual(["options"]);
  });

  it("wants more answers than there are on offer", () => {
    expect(fields({ ...size, min: 3, max: null })).toEqual(["min"]);
  });

  it("counts an option that may be taken twice as two answers", () => {
    expect(fields({ ...size, min: 3, max: null, max_per_option: 2 })).toEqual([]);
  });

  it("wants more than it allows", () => {
    expect(fields({ ...size, min: 2 })).toEqual(["max"]);
  });

  it("has two options of one name, whatever their letters", () => {
    expect(fields({ ...size, options: [option("Large"), option("large")] })).toEqual(["options/large/name"]);
  });

  it("chooses beforehand what is not on offer", () => {
    const off = option("Huge", { default: true, available: false });
    expect(fields({ ...size, options: [...size.options, off] })).toEqual(["options/Huge/default"]);
  });

  it("chooses more beforehand than guests may", () => {
    const chosen = ["Small", "Large"].map((name) => option(name, { default: true }));
    expect(fields({ ...size, options: chosen })).toEqual(["max"]);
  });

  it("has a price that is none", () => {
    expect(fields({ ...size, options: [option("Small", { price_delta: null }), option("Large")] })).toEqual([
      "options/Small/price_delta",
    ]);
  });

  it("lets rows nobody typed into pass", () => {
    expect(fields({ ...size, options: [...size.options, newOption("choice")] })).toEqual([]);
  });
});

describe("a fault the server found in a row", () => {
  it("stays with its option when the rows are sorted", () => {
    const found = faultsById(
      new Map([
        ["options/1/name", "taken"],
        ["name", "empty"],
      ]),
      size.options,
    );

    expect([...found]).toEqual([
      ["options/Large/name", "taken"],
      ["name", "empty"],
    ]);
  });

  it("leaves a fault alone that names its option by an id that begins with a figure", () => {
    const found = new Map([["options/01a210ad/name", "empty"]]);
    expect([...faultsById(found, size.options)]).toEqual([...found]);
  });
});
