// One message as elements: quote, picture or file, words, time, buttons. `on` holds what its parts do when pressed.

import { fileAt } from "./server.js";
import { element, icon, write } from "./words.js";

const NAMES = { photo: "Picture", document: "File", location: "Location", voice: "Voice message", sticker: "Sticker" };
const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const EMOJI = /^(?:\p{Extended_Pictographic}[\uFE0F\u200D\p{Emoji_Modifier}]*){1,3}$/u;

export const textOf = (message) => message.text ?? message.caption ?? "";
export const summary = (message) => textOf(message).split("\n")[0] || message.sticker?.emoji || NAMES[message.kind] || "Message";

export function bubble(message, on) {
  const text = message.sticker?.emoji ?? textOf(message);
  const body = element("div", { className: "bubble" });
  if (message.reply_to_message) body.append(quote(message.reply_to_message, on));
  if (message.photo) body.append(picture(message, on));
  if (message.document) body.append(paper(message.document));
  if (message.location) body.append(spot(message.location));
  if (message.voice) body.append(element("div", {}, `🎤 Voice message, ${message.voice.duration} s`));
  const words = element("div", { className: "words" });
  words.append(meta(message));
  write(words, text, message.entities ?? message.caption_entities ?? [], on.command);
  words.append(words.firstChild);
  body.append(words);
  body.classList.toggle("emoji", EMOJI.test(text) && !message.reply_to_message && message.kind !== "photo");
  body.classList.toggle("pictured", Boolean(message.photo));
  body.classList.toggle("bare", Boolean(message.photo) && !text);
  const box = element("div", { className: "box" }, body);
  box.classList.toggle("wide", Boolean(message.photo));
  if (message.reply_markup) box.append(keys(message, on));
  box.append(more(message, on));
  return box;
}

function meta(message) {
  const line = element("span", { className: "meta" });
  if (message.edit_date) line.append("edited ");
  const sent = new Date(message.date * 1000);
  line.append(element("time", { dateTime: sent.toISOString() }, clock.format(sent)));
  if (message.mine) line.append(icon("tick"));
  return line;
}

function quote(quoted, on) {
  const who = quoted.from.is_bot ? on.botName() : "You";
  const line = element("span", {}, summary({ ...quoted, kind: kindOf(quoted) }));
  return element("button", { type: "button", className: "quote", onclick: () => on.find(quoted.message_id) }, element("b", {}, who), line);
}

const kindOf = (message) => Object.keys(NAMES).find((name) => name in message) ?? "text";

function picture(message, on) {
  const size = message.photo.at(-1);
  const image = element("img", { src: fileAt(size.file_id), alt: message.caption || "Picture", width: size.width, height: size.height });
  return element("button", { type: "button", className: "shot", ariaLabel: "Look at the picture", onclick: () => on.look(image) }, image);
}

function paper(file) {
  const names = element("span", {}, element("b", {}, file.file_name), element("span", {}, weight(file.file_size)));
  return element("a", { className: "paper", href: fileAt(file.file_id), download: file.file_name }, element("i", {}, icon("file")), names);
}

function weight(bytes) {
  if (bytes < 1000) return `${bytes} bytes`;
  return bytes < 1e6 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

function spot({ latitude, longitude }) {
  const where = `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`;
  return element("div", { className: "spot" }, icon("pin"), element("div", {}, "Location", element("span", {}, where)));
}

function keys(message, on) {
  const rows = message.reply_markup.inline_keyboard.map((row, r) =>
    element("div", {}, ...row.map((key, c) => keyOf(key, () => on.press(message.message_id, r, c)))));
  return element("div", { className: "keys" }, ...rows);
}

function keyOf(key, onclick) {
  if (key.url) return element("a", { href: key.url, target: "_blank", rel: "noopener noreferrer" }, key.text, icon("away"));
  return element("button", { type: "button", className: key.style ?? "", onclick }, element("span", {}, key.text));
}

function more(message, on) {
  const onclick = (event) => on.actions(message, event.currentTarget);
  return element("button", { type: "button", className: "more", ariaLabel: "Reply, copy or edit", ariaHasPopup: "menu", onclick }, icon("dots"));
}
