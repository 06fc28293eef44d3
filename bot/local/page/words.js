// A message's text with its entities as elements. Text only ever becomes text nodes: nothing of it is parsed as HTML.

const TAGS = {
  bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote", spoiler: "span",
};

export function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#${name}`);
  svg.setAttribute("aria-hidden", "true");
  svg.append(use);
  return svg;
}

/** Appends `text` to `parent`. Entities come sorted, outer before inner, with offsets in UTF-16 units as in JavaScript. */
export function write(parent, text, entities, onCommand, from = 0, to = text.length) {
  let at = from;
  for (let index = 0; index < entities.length; index++) {
    const entity = entities[index];
    const end = Math.min(entity.offset + entity.length, to);
    if (entity.offset < at || end <= entity.offset) continue;
    const inner = [];
    while (entities[index + 1] && entities[index + 1].offset < end) inner.push(entities[++index]);
    parent.append(text.slice(at, entity.offset));
    const holder = holderOf(entity, text.slice(entity.offset, end), onCommand);
    write(holder, text, inner, onCommand, entity.offset, end);
    parent.append(holder);
    at = end;
    if (holder.matches("pre, blockquote") && text[at] === "\n") at++;
  }
  parent.append(text.slice(at, to));
}

function holderOf(entity, covered, onCommand) {
  switch (entity.type) {
    case "url": return link(covered);
    case "text_link": return link(entity.url);
    case "bot_command": return element("button", { type: "button", className: "command", onclick: () => onCommand(covered) });
    case "spoiler": return element("span", { className: "spoiler", onclick() { this.classList.add("seen"); } });
    case "code": return element("code", { title: "Copy", onclick: () => navigator.clipboard?.writeText(covered) });
    case "expandable_blockquote":
      return element("blockquote", { className: "folded", onclick() { this.classList.toggle("folded"); } });
    default: return document.createElement(TAGS[entity.type] ?? "span");
  }
}

/** Only web links become links; anything else ("javascript:…") stays plain text. */
function link(url) {
  const safe = /^(https?|tg):\/\//i.test(url);
  return safe ? element("a", { href: url, target: "_blank", rel: "noopener noreferrer" }) : element("span");
}
