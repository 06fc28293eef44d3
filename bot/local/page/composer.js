// Where the runner writes: the growing field, the command menu, and the line that says what is answered or edited.

import { summary, textOf } from "./bubble.js";
import { newest } from "./conversation.js";
import * as server from "./server.js";
import { element } from "./words.js";

const form = document.querySelector("#composer");
const field = document.querySelector("#text");
const submit = document.querySelector("#submit");
const menu = document.querySelector("#menu");
const list = document.querySelector("#commands");
const about = document.querySelector("#about");
let commands = [];
let context = null;
let complain = () => {};

export function start(onTrouble) {
  complain = onTrouble;
  form.addEventListener("submit", (event) => { event.preventDefault(); send(); });
  field.addEventListener("input", () => { grow(); offer(field.value); });
  field.addEventListener("keydown", typed);
  menu.addEventListener("click", () => (list.hidden ? offer("/", true) : close()));
  document.querySelector("#about-end").addEventListener("click", forget);
  document.addEventListener("pointerdown", (event) => {
    if (!list.hidden && !event.target.closest("#commands, #composer")) close();
  });
  if (matchMedia("(hover: hover)").matches) field.focus();
}

export function setCommands(listed) {
  commands = listed;
  menu.hidden = listed.length === 0;
}

export function setPlaceholder(text) {
  field.placeholder = text || "Message";
}

export function reply(message, name) {
  remember({ replyTo: message.message_id }, "reply", `Reply to ${name}`, summary(message));
}

export function edit(message) {
  remember({ edits: message.message_id }, "pencil", "Edit message", summary(message));
  write(textOf(message));
}

/** Says a text as if it had been typed and sent. */
export async function say(text) {
  try {
    await server.say(text);
  } catch (trouble) {
    complain(trouble.message);
  }
}

async function send() {
  const text = field.value.trim();
  if (!text) return;
  const kept = context;
  write("");
  forget();
  try {
    await (kept?.edits ? server.edit(kept.edits, text) : server.say(text, kept?.replyTo));
  } catch (trouble) {
    write(text);
    complain(trouble.message);
  }
}

function typed(event) {
  if (!list.hidden && chooses(event)) return;
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    send();
  } else if (event.key === "Escape" && context) {
    forget();
    write("");
  } else if (event.key === "ArrowUp" && !field.value && !context) {
    const mine = newest((message) => message.mine && message.kind === "text");
    if (mine) {
      event.preventDefault();
      edit(mine);
    }
  }
}

function write(text) {
  field.value = text;
  field.focus({ preventScroll: true });
  grow();
  close();
}

function grow() {
  submit.disabled = !field.value.trim();
  field.style.height = "40px";
  field.style.height = `${Math.min(field.scrollHeight, 168)}px`;
}

// ---------------------------------------------------------------- what is answered or edited

function remember(what, icon, title, text) {
  context = what;
  document.querySelector("#about-icon").setAttribute("href", `#${icon}`);
  document.querySelector("#about-title").textContent = title;
  document.querySelector("#about-text").textContent = text;
  about.hidden = false;
  field.focus();
}

function forget() {
  const edited = context?.edits;
  context = null;
  about.hidden = true;
  if (edited) write("");
}

// ---------------------------------------------------------------- the command menu

function offer(text, all = false) {
  const begun = /^\/[a-z0-9_]*$/i.test(text) ? text.slice(1).toLowerCase() : null;
  const fitting = begun === null ? [] : commands.filter(({ command }) => command.startsWith(begun));
  if (!fitting.length) return close();
  list.replaceChildren(...fitting.map(option));
  list.hidden = false;
  expanded(true);
  if (all) list.querySelector("button").focus();
  else mark(list.firstElementChild);
}

function option({ command, description }) {
  const picture = element("img", { src: "/page/coach.svg", alt: "" });
  const made = element("button", { type: "button", role: "option", id: `command-${command}` },
    picture, element("b", {}, `/${command}`), element("span", {}, description));
  made.dataset.command = command;
  made.addEventListener("click", () => choose(command));
  made.addEventListener("keydown", (event) => steps(event, made));
  return made;
}

function steps(event, from) {
  const next = { ArrowDown: from.nextElementSibling, ArrowUp: from.previousElementSibling }[event.key];
  if (next) next.focus();
  if (event.key === "Escape") { close(); field.focus(); }
  if (event.key.startsWith("Arrow")) event.preventDefault();
}

function chooses(event) {
  const marked = list.querySelector('[aria-selected="true"]');
  switch (event.key) {
    case "ArrowDown": mark(marked?.nextElementSibling ?? list.firstElementChild); break;
    case "ArrowUp": mark(marked?.previousElementSibling ?? list.lastElementChild); break;
    case "Enter": if (event.shiftKey || !marked) return false; choose(marked.dataset.command); break;
    case "Tab": if (!marked) return false; write(`/${marked.dataset.command} `); break;
    case "Escape": close(); break;
    default: return false;
  }
  event.preventDefault();
  return true;
}

function mark(option) {
  for (const other of list.children) other.removeAttribute("aria-selected");
  option.setAttribute("aria-selected", "true");
  option.scrollIntoView({ block: "nearest" });
  field.setAttribute("aria-activedescendant", option.id);
}

function choose(command) {
  write("");
  say(`/${command}`);
}

function close() {
  list.hidden = true;
  expanded(false);
  field.removeAttribute("aria-activedescendant");
}

function expanded(now) {
  menu.setAttribute("aria-expanded", now);
  field.setAttribute("aria-expanded", now);
}
