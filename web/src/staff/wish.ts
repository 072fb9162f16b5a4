import type { ApiPath } from "../api/types";
import { NoAnswer } from "../lib/http";
import { makeKey } from "../lib/key";
import { call } from "./server";

/** Something new that somebody wants made: told until there is an answer, under one key, so that it is made once. */
export class Wish {
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

const typed = new Wish();

/** For forms whose words say what is wanted: the same words again mean the same thing. */
export const post = <Answer>(path: ApiPath, body: unknown): Promise<Answer> => typed.post(path, body);
