import type { ComponentChildren } from "preact";
import "./ticket.css";

/** Paper on a rail: kitchen ticket, bill and receipt are one thing. */
export function Ticket({
  head,
  children,
  torn,
}: {
  head?: ComponentChildren;
  children: ComponentChildren;
  torn?: boolean;
}) {
  return (
    <article class={torn ? "ticket torn" : "ticket"}>
      {head && <header class="ticket-head">{head}</header>}
      {children}
    </article>
  );
}

type TicketRowProps = {
  quantity?: number;
  name: ComponentChildren;
  amount?: string;
  /** Options, note, reason: small print under the name. */
  detail?: ComponentChildren;
  /** Crossed out and said so: a cancelled or refused item. */
  struck?: boolean;
  /** Figures of the whole paper, not of an item. */
  strong?: boolean;
  children?: ComponentChildren;
};

/** One item, joined to its price by dotted leaders. */
export function TicketRow({ quantity, name, amount, detail, struck, strong, children }: TicketRowProps) {
  const classes = ["ticket-row", struck && "struck", strong && "strong"].filter(Boolean).join(" ");
  return (
    <li class={classes}>
      <span class="ticket-line">
        {quantity !== undefined && <b class="ticket-quantity">{quantity}</b>}
        <bdi class="ticket-name">{name}</bdi>
        {amount !== undefined && (
          <>
            <span class="leader" aria-hidden="true" />
            <span class="ticket-amount">{amount}</span>
          </>
        )}
      </span>
      {detail && <span class="ticket-detail">{detail}</span>}
      {children}
    </li>
  );
}

/** The round's number or the word of an ending, pressed on the paper a little askew; the text beside it says the same. */
export function Stamp({ word, figure, paid }: { word?: string; figure: ComponentChildren; paid?: boolean }) {
  return (
    <span class={paid ? "stamp paid" : "stamp"} aria-hidden="true">
      {word && <span>{word}</span>}
      <b>{figure}</b>
    </span>
  );
}
