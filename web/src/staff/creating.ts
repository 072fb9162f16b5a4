import type { ApiPath } from "../api/types";
import { NoAnswer } from "../lib/http";
import { makeKey } from "../lib/key";
import { call } from "./server";

/** Something new is made once: sent again under its key until there is an answer. */
export class Creating {
  private unanswered: { words: string; key: string } | null = null;

  async post<Answer>(path: ApiPath, body: unknown): Promise<Answer> {
    const words = `${path} ${JSON.stringify(body)}`;
    const key = this.unanswered?.words === words ? this.unanswered.key : makeKey();
    this.unanswered = null;
    try {
      return await call<Answer>(path, { method: "POST", body, key });
    } catch (fault) {
      if (fault instanceof NoAnswer) this.unanswered = { words, key };
      throw fault;
    }
  }
}

const typed = new Creating();

/** For forms whose words say what is wanted: the same words again mean the same thing. */
export const post = <Answer>(path: ApiPath, body: unknown): Promise<Answer> => typed.post(path, body);
