// The sheet that shares a location: where the browser is, or a city to pretend to be in.

import { element } from "./words.js";

const CITIES = [
  ["London", 51.5074, -0.1278], ["Lisbon", 38.7223, -9.1393], ["Berlin", 52.52, 13.405], ["Nairobi", -1.2921, 36.8219],
  ["New York", 40.7128, -74.006], ["Los Angeles", 34.0522, -118.2437], ["São Paulo", -23.5505, -46.6333],
  ["Delhi", 28.6139, 77.209], ["Tokyo", 35.6762, 139.6503], ["Sydney", -33.8688, 151.2093],
];
const sheet = document.querySelector("#places");
const note = document.querySelector("#here-note");

export function start(share) {
  const done = (latitude, longitude) => { sheet.close(); share(latitude, longitude); };
  document.querySelector("#cities").append(...CITIES.map(([name, latitude, longitude]) =>
    element("li", {}, element("button", { type: "button", onclick: () => done(latitude, longitude) }, name))));
  document.querySelector("#here").addEventListener("click", () => {
    note.textContent = "Looking…";
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => done(coords.latitude, coords.longitude),
      () => { note.textContent = "The browser does not know, or may not say. Choose a city instead."; },
      { timeout: 10_000 },
    );
  });
}

export function open() {
  note.textContent = "Your browser asks first";
  sheet.showModal();
}
