// The chat page: shows what the server tells of the chat, and passes on what the runner does.

import { textOf } from "./bubble.js";
import * as composer from "./composer.js";
import * as conversation from "./conversation.js";
import * as places from "./places.js";
import * as server from "./server.js";
import { element, icon } from "./words.js";

const $ = (id) => document.getElementById(id);
const ACTS = { upload_photo: "sending a picture", upload_document: "sending a file", find_location: "looking at the map" };
const ACT_MS = 5500;
const TOAST_MS = 3200;
const PRESS_MS = 10_000;
let bot = { name: "Retro Coach", description: "", commands: [] };
let actTimer = 0;
let toastTimer = 0;
let missed = 0;
const pressed = new Map();
const early = new Map();

const on = {
  botName: () => bot.name,
  command: (text) => composer.say(text),
  find: conversation.find,
  reply: (message) => composer.reply(message, message.mine ? "yourself" : bot.name),
  look, actions, press,
};

server.listen({
  chat(all) {
    introduce(all.bot);
    conversation.showAll(all.messages, on);
    choices(all.choices);
    status("bot");
  },
  bot: introduce,
  message(message) {
    if (!message.mine && !message.edit_date) { status("bot"); notice(); }
    conversation.show(message, on);
  },
  deleted: ({ message_id }) => conversation.remove(message_id),
  acting: ({ action }) => act(ACTS[action] ?? "typing"),
  answer: answered,
  choices: ({ choices: shown }) => choices(shown),
}, () => status("connecting…"));

composer.start(toast);
places.start((latitude, longitude) => server.locate(latitude, longitude).catch((trouble) => toast(trouble.message)));
$("start").addEventListener("click", () => composer.say(`/start ${new URLSearchParams(location.search).get("start") ?? ""}`.trim()));
document.addEventListener("visibilitychange", () => { missed = 0; title(); });

// ---------------------------------------------------------------- the bot

function introduce(told) {
  bot = told;
  $("name").textContent = bot.name;
  $("description").textContent = bot.description || "It coaches retro running: a workout for today, reminders, a log you write in sentences, and answers with sources.";
  composer.setCommands(bot.commands);
  title();
}

function status(text, acting = false) {
  clearTimeout(actTimer);
  $("status").textContent = text;
  $("status").classList.toggle("acting", acting);
}

function act(text) {
  status(text, true);
  actTimer = setTimeout(() => status("bot"), ACT_MS);
}

function notice() {
  if (document.hidden) missed++;
  title();
}

function title() {
  document.title = missed ? `(${missed}) ${bot.name}` : bot.name;
}

// ---------------------------------------------------------------- buttons

async function press(messageId, row, column) {
  const keyOf = () => conversation.place(messageId)?.querySelectorAll(".keys > div")[row]?.children[column];
  const key = keyOf();
  if (!key || key.ariaBusy === "true") return;
  key.ariaBusy = "true";
  const rest = () => { const now = keyOf(); if (now) now.ariaBusy = "false"; key.ariaBusy = "false"; };
  try {
    const { query_id: query } = await server.press(messageId, row, column);
    const timer = setTimeout(rest, PRESS_MS);
    pressed.set(query, () => { clearTimeout(timer); rest(); });
    if (early.has(query)) answered(early.get(query));
  } catch (trouble) {
    rest();
    toast(trouble.message);
  }
}

/** The bot's answer to a press; it may come before the page knows the press's id. */
function answered(answer) {
  const rest = pressed.get(answer.query_id);
  if (!rest) return void early.set(answer.query_id, answer);
  pressed.delete(answer.query_id);
  early.delete(answer.query_id);
  rest();
  if (!answer.text) return;
  if (!answer.alert) return toast(answer.text);
  $("alert-name").textContent = bot.name;
  $("alert-text").textContent = answer.text;
  $("alert").showModal();
}

function choices(shown) {
  const rows = shown?.rows ?? [];
  $("choices").replaceChildren(...rows.map((row) => element("div", {}, ...row.map(choice))));
  $("choices").hidden = rows.length === 0;
  composer.setPlaceholder(shown?.placeholder);
}

function choice({ text, asks }) {
  const onclick = asks === "location" ? places.open : () => composer.say(text);
  const pin = asks === "location" && !/^\p{Extended_Pictographic}/u.test(text) ? [icon("pin")] : [];
  return element("button", { type: "button", onclick }, ...pin, text);
}

// ---------------------------------------------------------------- what can be done with a message

function actions(message, where) {
  const sheet = $("actions");
  const own = message.mine && message.kind === "text";
  const doing = {
    reply: () => on.reply(message),
    edit: () => composer.edit(message),
    copy: () => navigator.clipboard?.writeText(textOf(message)).then(() => toast("Copied")),
  };
  for (const button of sheet.children) {
    button.hidden = button.dataset.do === "edit" && !own;
    button.onclick = () => { sheet.hidePopover(); doing[button.dataset.do](); };
  }
  sheet.showPopover();
  const at = where.getBoundingClientRect();
  const { width, height } = sheet.getBoundingClientRect();
  sheet.style.left = `${Math.max(8, Math.min(message.mine ? at.right - width : at.left, innerWidth - width - 8))}px`;
  sheet.style.top = `${Math.max(8, Math.min(at.top + 8, innerHeight - height - 8))}px`;
  sheet.querySelector("button:not([hidden])").focus();
}

function look(image) {
  $("picture-image").src = image.src;
  $("picture-image").alt = image.alt;
  $("picture").showModal();
}

function toast(text) {
  clearTimeout(toastTimer);
  $("toast").textContent = text;
  $("toast").hidden = false;
  toastTimer = setTimeout(() => { $("toast").hidden = true; }, TOAST_MS + 35 * text.length);
}
