// The list of messages: puts each in its place, groups them by speaker and day, and keeps the newest in sight.

import { bubble } from "./bubble.js";
import { touchable } from "./swipe.js";
import { element } from "./words.js";

const GROUP_SECONDS = 300;
const NEAR_END = 60;
const list = document.querySelector("#messages");
const scroll = document.querySelector("#scroll");
const toEnd = document.querySelector("#to-end");
const unread = document.querySelector("#unread");
const welcome = document.querySelector("#welcome");

export const messages = new Map();
let unseen = 0;
let following = true;
let top = 0;

export function show(message, on, fresh = true) {
  const known = messages.has(message.message_id);
  const away = fresh && !known && !message.mine && !following;
  messages.set(message.message_id, message);
  const turn = turnOf(message, on);
  if (known) place(message.message_id).replaceWith(turn);
  else list.append(turn);
  if (fresh && !known) turn.classList.add("new");
  regroup();
  if (away) count(unseen + 1);
  else if (fresh && (following || message.mine)) toNewest(!known);
}

export function showAll(all, on) {
  list.replaceChildren();
  messages.clear();
  const turns = all.map((message) => {
    messages.set(message.message_id, message);
    return turnOf(message, on);
  });
  list.append(...turns);
  regroup();
  toNewest(false);
}

export function remove(messageId) {
  messages.delete(messageId);
  place(messageId)?.remove();
  regroup();
}

export function find(messageId) {
  const turn = place(messageId);
  if (!turn) return;
  turn.scrollIntoView({ block: "center", behavior: "smooth" });
  turn.classList.remove("pointed");
  requestAnimationFrame(() => turn.classList.add("pointed"));
}

export const place = (messageId) => list.querySelector(`[data-id="${messageId}"]`);
export const newest = (fits) => [...messages.values()].reverse().find(fits);

function turnOf(message, on) {
  const turn = element("li", { className: "turn" });
  turn.dataset.id = message.message_id;
  turn.dataset.date = message.date;
  turn.classList.toggle("mine", message.mine);
  turn.setAttribute("aria-label", message.mine ? "You" : on.botName());
  const box = bubble(message, on);
  for (const image of box.querySelectorAll("img")) image.addEventListener("load", () => following && toNewest(false));
  touchable(turn, box, () => on.reply(message), (where) => on.actions(message, where));
  turn.append(box);
  return turn;
}

/** Marks the first and last of each run of messages, and writes a line before each new day. */
function regroup() {
  for (const day of list.querySelectorAll(".day")) day.remove();
  const turns = [...list.querySelectorAll(".turn")];
  turns.forEach((turn, index) => {
    const day = dayOf(turn);
    const newDay = index === 0 || day !== dayOf(turns[index - 1]);
    turn.classList.toggle("first", newDay || !together(turns[index - 1], turn));
    turn.classList.toggle("tail", index === turns.length - 1 || day !== dayOf(turns[index + 1]) || !together(turn, turns[index + 1]));
    if (newDay) turn.before(element("li", { className: "day" }, element("span", {}, nameOf(new Date(turn.dataset.date * 1000)))));
  });
  welcome.hidden = turns.length > 0;
}

const dayOf = (turn) => new Date(turn.dataset.date * 1000).toDateString();

function together(before, after) {
  const same = before.classList.contains("mine") === after.classList.contains("mine");
  return same && after.dataset.date - before.dataset.date < GROUP_SECONDS;
}

function nameOf(day) {
  const midnight = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate());
  const ago = Math.round((midnight(new Date()) - midnight(day)) / 86_400_000);
  if (ago === 0) return "Today";
  if (ago === 1) return "Yesterday";
  const year = day.getFullYear() === new Date().getFullYear() ? undefined : "numeric";
  return day.toLocaleDateString(undefined, { day: "numeric", month: "long", year });
}

export function toNewest(smooth = true) {
  following = true;
  scroll.scrollTo({ top: scroll.scrollHeight, behavior: smooth ? "smooth" : "instant" });
  count(0);
}

function count(number) {
  unseen = number;
  unread.textContent = number;
  unread.hidden = number === 0;
  toEnd.hidden = following;
}

/** Only the runner's own scrolling upwards stops the following; gliding down to a new message does not. */
function scrolled() {
  const left = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight;
  if (left < NEAR_END) following = true;
  else if (scroll.scrollTop < top - 1) following = false;
  top = scroll.scrollTop;
  count(following ? 0 : unseen);
}

scroll.addEventListener("scroll", scrolled, { passive: true });
toEnd.addEventListener("click", () => toNewest());
new ResizeObserver(() => following && toNewest(false)).observe(scroll);
