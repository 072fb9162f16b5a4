import { Refusal } from "../lib/http";

type Typed = { name?: string; email?: string };

/** Of what is given: refuse, before it is sent, what has no name, or an address at which nobody can be. */
export function checkTyped({ name = "a name", email = "a@b.c" }: Typed): void {
  const wrong = [!name.trim() && "name", !/^\S+@\S+\.\S+$/.test(email) && "email"].filter(Boolean);
  const errors = wrong.map((field) => ({ pointer: `/${field}`, code: `no-${field}` }));
  if (errors.length > 0) throw new Refusal("invalid-body", 422, "", null, { errors });
}
