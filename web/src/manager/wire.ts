import type { components } from "../api/schema";

/** The wire as the manager's screens name it. Amounts are minor units of the organization's currency. */
type Schemas = components["schemas"];

export type Reach = Schemas["Reach"];
export type Section = Schemas["ProductTypeItem"];
export type Dish = Schemas["ProductItem"];
export type Answer = Schemas["OptionItem"];
export type AnswerKind = "choice" | "add" | "remove";
export type Choices = Schemas["OptionGroupItem"];
export type TaxRate = Schemas["TaxRateItem"];
export type Hours = Schemas["WindowItem"];
export type House = Schemas["BranchOut"];
export type Organization = Schemas["OwnOrganizationOut"];
export type Account = Schemas["AccountOut"];
export type Day = Schemas["DayOut"];
export type DayPage = Schemas["DayPage"];
export type Area = Schemas["AreaOut"];
export type Switched = Schemas["AvailabilityOut"];

/** What every save answers: the thing as it is now, and where that is felt. */
export type Saved<Item> = Item & { reach: Reach };
