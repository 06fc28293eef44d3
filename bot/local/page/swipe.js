// Fingers on a message: a swipe to the left replies, a long press opens what can be done with it.

const REPLY_AT = 56;
const LONG_PRESS_MS = 450;

export function touchable(turn, box, reply, actions) {
  let start = null;
  let timer = 0;
  const end = () => {
    clearTimeout(timer);
    box.style.transform = "";
    box.classList.remove("swiped");
    start = null;
  };
  turn.addEventListener("touchstart", (event) => {
    start = event.touches[0];
    timer = setTimeout(() => { end(); actions(box); }, LONG_PRESS_MS);
  }, { passive: true });
  turn.addEventListener("touchmove", (event) => {
    if (!start) return;
    const moved = event.touches[0].clientX - start.clientX;
    const drifted = Math.abs(event.touches[0].clientY - start.clientY);
    if (Math.abs(moved) > 8 || drifted > 8) clearTimeout(timer);
    if (drifted > 24) return end();
    const pulled = Math.min(0, Math.max(-REPLY_AT - 14, moved));
    box.style.transform = pulled < -8 ? `translateX(${pulled}px)` : "";
    box.classList.toggle("swiped", pulled <= -REPLY_AT);
  }, { passive: true });
  turn.addEventListener("touchend", () => {
    const pulled = box.classList.contains("swiped");
    end();
    if (pulled) reply();
  });
  turn.addEventListener("touchcancel", end);
  turn.addEventListener("contextmenu", (event) => {
    if (event.target.closest("a, img") || String(getSelection())) return;
    event.preventDefault();
    actions(box);
  });
}
