import type { components } from "../api/schema";

type Schemas = components["schemas"];

export type Organization = Schemas["OrganizationOut"];
export type Branch = Schemas["BranchOut"];
export type Account = Omit<Schemas["AccountOut"], "invitation_url">;
export type NewAccount = Schemas["AccountOut"];
export type Health = Schemas["Health"];
