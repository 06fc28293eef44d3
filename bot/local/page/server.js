// What the page asks of its server. Every call either works or throws `Unsent`, whose message can be shown.

export class Unsent extends Error {}

async function post(path, body) {
  let answer;
  try {
    answer = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
  } catch {
    throw new Unsent("Not sent: the bot is not running on this machine.");
  }
  if (answer.status === 404) throw new Unsent("That is gone by now.");
  if (!answer.ok) throw new Unsent("Not sent: the bot's server did not take it.");
  return answer.json();
}

export const say = (text, replyTo) => post("/chat/say", { text, reply_to: replyTo ?? null, language: navigator.language });
export const edit = (messageId, text) => post("/chat/edit", { message_id: messageId, text });
export const press = (messageId, row, column) => post("/chat/press", { message_id: messageId, row, column });
export const locate = (latitude, longitude) => post("/chat/location", { latitude, longitude });
export const fileAt = (fileId) => `/chat/file/${encodeURIComponent(fileId)}`;

/** Listens to the chat: `on` maps an event's name to what takes its data; the browser reconnects by itself. */
export function listen(on, lost) {
  const stream = new EventSource("/chat/events");
  for (const [name, take] of Object.entries(on)) {
    stream.addEventListener(name, (event) => take(JSON.parse(event.data)));
  }
  stream.addEventListener("error", lost);
}
