/*
 * A browser that translates a page puts elements of its own where text stood, and the renderer goes on writing into
 * texts that nobody sees any more. Here such a text keeps its place: the next word written into it comes back to the
 * page, where the browser translates it anew. Nothing is done to a page that nobody translates.
 */

/** What stands in the page for a text, and the text for which it stands. */
const standIns = new WeakMap<Text, ChildNode>();
const textOf = new WeakMap<Node, Text>();
const minded = new WeakSet<Node>();

/** From now on; once per page. */
export function mindTranslation(): void {
  const watcher = new MutationObserver((records) => records.forEach(look));
  watcher.observe(document.body, { childList: true, characterData: true, subtree: true });
}

/** A text that was written to in the very moment in which it was taken away is told of as well. */
function look({ type, target, addedNodes, removedNodes, previousSibling, nextSibling }: MutationRecord): void {
  if (type === "characterData" && standIns.has(target as Text)) bringBack(target as Text);
  for (const node of addedNodes) if (standIns.has(node as Text)) forget(node as Text);
  for (const node of removedNodes) {
    const text = textOf.get(node) ?? node;
    if (!(text instanceof Text) || text.isConnected) continue;
    const beside = [...addedNodes, ...[previousSibling, nextSibling].filter((near) => near?.nodeName === "FONT")];
    const standIn = beside.find((near) => near?.parentNode && !textOf.has(near));
    if (standIn) stand(text, standIn as ChildNode, target);
  }
}

function stand(text: Text, standIn: ChildNode, parent: Node): void {
  const isNew = !standIns.has(text);
  standIns.set(text, standIn);
  textOf.set(standIn, text);
  if (isNew) pretend(text);
  if (!minded.has(parent)) mind(parent);
}

const at = (text: Text): ChildNode => standIns.get(text) as ChildNode;

/** The renderer finds the text where its stand-in is. */
function pretend(text: Text): void {
  Object.defineProperties(text, {
    parentNode: { configurable: true, get: () => at(text).parentNode },
    nextSibling: { configurable: true, get: () => at(text).nextSibling },
    remove: { configurable: true, value: () => bringBack(text).remove() },
    data: {
      configurable: true,
      get: () => text.nodeValue,
      set: (words: string) => {
        bringBack(text).data = words;
      },
    },
  });
}

const NAMES = ["parentNode", "nextSibling", "remove", "data"] as const;

function forget(text: Text): Text {
  standIns.delete(text);
  for (const name of NAMES) Reflect.deleteProperty(text, name);
  return text;
}

function bringBack(text: Text): Text {
  const standIn = at(text);
  forget(text);
  standIn.replaceWith(text);
  return text;
}

/** What is put beside or before the text is put beside or before its stand-in. */
function mind(parent: Node): void {
  minded.add(parent);
  for (const name of ["insertBefore", "moveBefore"] as const) {
    const put = (parent as unknown as Record<string, unknown>)[name];
    if (typeof put !== "function") continue;
    Object.defineProperty(parent, name, {
      value: (...nodes: (Node | null)[]) => {
        for (const node of nodes) if (standIns.has(node as Text)) bringBack(node as Text);
        return put.apply(parent, nodes);
      },
    });
  }
}
