// Counts follow from the number of parameters; times were measured in the kernel.
const { html } = Demo;
const MAX_POWER = 11;

const whole = (x) => Math.round(x).toLocaleString("en-US");
function duration(seconds) {
  const units = [[31557600, "years"], [86400, "days"], [3600, "hours"], [60, "minutes"],
    [1, "seconds"], [1e-3, "ms"], [1e-6, "µs"]];
  const [size, name] = units.find(([size]) => seconds >= size) ?? units.at(-1),
    value = seconds / size;
  const text = value >= 100 ? whole(value) : String(Number(value.toPrecision(2)));
  return `${text} ${text === "1" ? name.replace(/s$/, (s) => name.length > 2 ? "" : s) : name}`;
}

export default {
  render({ model, el }) {
    const [backprop, landmarks, measured] = Demo.read(model, "backprop", "landmarks", "measured");
    const ways = [
      { key: "central", name: "central differences", passes: (p) => 2 * p },
      { key: "forward", name: "forward differences", passes: (p) => p + 1 },
      { key: "backprop", name: "backpropagation", passes: () => backprop }
    ];
    const asked = model.get("parameters");
    const guess = html("input", { type: "text", inputmode: "decimal", size: 9, class: "demo-number",
      autocomplete: "off", "aria-label": "Your guess, in forward passes" });
    const form = html("form", { class: "demo-row", onsubmit: record },
      html("span", {},
        `Predict: a network has ${whole(asked)} weights and biases. One gradient by `
          + "backpropagation costs as much as how many forward passes?"), guess,
      html("button", { type: "submit", "data-action": "guess" }, "That is my guess"));
    const slider = html("input", { type: "range", min: 0, max: MAX_POWER, step: 0.01,
      value: Math.log10(asked), class: "price-slider",
      "aria-label": "number of weights and biases, logarithmic",
      oninput: () => choose(Math.round(10 ** Number(slider.value))) });
    const count = html("output", { class: "demo-number price-count" });
    const marks = Object.entries(landmarks).map(([name, p]) =>
      html("button", { type: "button", "data-parameters": p, onclick: () => choose(p) }, name)
    );
    const rows = ways.map(({ key, name }) => {
      const bar = html("span", { class: "price-bar" }),
        passes = html("span", { class: "demo-number" }),
        time = html("span", { class: "demo-number" });
      return { key, bar, passes, time,
        row: html("div", { class: "price-row", "data-way": key, role: "row" },
          html("span", { role: "cell" }, name),
          html("span", { class: "price-track", role: "cell", "aria-hidden": "true" }, bar),
          html("span", { role: "cell" }, passes), html("span", { role: "cell" }, time)) };
    });
    const board = html("div", { class: "price-board", role: "table",
      "aria-label": "Cost of one gradient" },
      html("div", { class: "price-row price-head", role: "row" },
        html("span", { role: "columnheader" }, "one gradient by"),
        html("span", { role: "columnheader" }, "on a logarithmic scale"),
        html("span", { role: "columnheader" }, "forward passes"),
        html("span", { role: "columnheader" }, "at 1 ms a pass")), ...rows.map((r) => r.row));
    const says = Demo.line(), table = measurement();
    const body = html("div", { class: "price-body" },
      html("label", { class: "price-choose" }, html("span", {}, "weights and biases"), slider,
        count),
      html("div", { class: "demo-row", role: "group", "aria-label": "Networks" }, ...marks), board,
      table);
    const root = Demo.card(el, "price-tag", "The price tag of a gradient", form, says, body);

    const set = Demo.setter(model);
    function record(event) {
      event.preventDefault();
      const number = Number(guess.value.replace(/[,\s]/g, ""));
      if (guess.value.trim() === "" || !(number >= 0))
        return Demo.say(says, "wrong", "Type a number of forward passes, such as 100.");
      set({ guess: number });
    }
    const choose = (parameters) => set({ parameters });
    function measurement() {
      const { network, parameters, samples, seconds, passes, disagreement } = measured;
      const [digit, power] = disagreement.toExponential(0).split("e");
      const line = (name, key, expected) =>
        html("tr", {}, html("th", { scope: "row" }, name), html("td", {}, duration(seconds[key])),
          html("td", {}, whole(passes[key]) === "1" || passes[key] > 20
            ? whole(passes[key])
            : passes[key].toFixed(1)), html("td", {}, expected));
      return html("details", { class: "price-measured" },
        html("summary", {}, "Measured, not only counted: run just now in your kernel"),
        html("p", {},
          `A ${network} network with ${whole(parameters)} weights and biases, ${samples} `
            + "digits, the course's own engine:"),
        html("table", {},
          html("thead", {},
            html("tr", {},
              ...["", "time", "in forward passes", "counted"].map((text) =>
                html("th", { scope: "col" }, text)
              ))),
          html("tbody", {}, line("one forward pass", "forward pass", "1"),
            line("backpropagation", "backprop", `about ${backprop}`),
            line("forward differences", "forward differences", whole(parameters + 1)),
            line("central differences", "central differences", whole(2 * parameters)))),
        html("p", {},
          "Same gradient: the largest difference is "
            + `${digit} · 10${Demo.superscript(Number(power))}`
            + " of the largest entry. The first layer passes no gradient on to the pixels, so a "
            + "backward pass is a little cheaper than two forward passes here; times vary from "
            + "run to run."));
    }
    function answer(g) {
      const spread = g > 0 ? g / backprop : 0;
      if (g >= 2 && g <= 4)
        return ["right",
          `Your guess: ${whole(g)}. Yes, about ${backprop}: one pass forward, and one back `
          + `that does two matrix products for each one forward. Slide: it stays ${backprop}.`];
      if (g < 2)
        return ["wrong",
          `Your guess: ${String(g)}. A little more: about ${backprop}. The forward pass itself `
          + "is one, and the way back does two matrix products for each one forward."];
      if (Math.abs(g - asked) <= 0.02 * asked)
        return ["wrong",
          `Your guess: ${whole(g)}. One for each parameter is what finite differences need. `
          + `Backpropagation needs about ${backprop} in all.`];
      return ["wrong",
        `Your guess: ${whole(g)}. It is about ${backprop}: `
        + `${spread >= 2 ? whole(spread) : spread.toFixed(1)} times cheaper than you thought. `
        + `Slide: it stays ${backprop}, however many parameters there are.`];
    }
    function draw() {
      const p = model.get("parameters"), g = model.get("guess");
      form.hidden = g !== null;
      body.hidden = g === null;
      slider.value = Math.log10(p);
      count.textContent = whole(p);
      slider.setAttribute("aria-valuetext", `${whole(p)} parameters`);
      marks.forEach((mark) =>
        mark.setAttribute("aria-pressed", String(Number(mark.dataset.parameters) === p))
      );
      rows.forEach((row, i) => {
        const passes = ways[i].passes(p);
        row.bar.style.width = `${100 * (Math.log10(passes) + 0.3) / (MAX_POWER + 0.7)}%`;
        row.passes.textContent = whole(passes);
        row.time.textContent = duration(passes / 1000);
        row.row.dataset.passes = passes;
      });
      Object.assign(root.dataset, { parameters: p, guessed: g !== null });
    }
    function guessed() {
      draw();
      const g = model.get("guess");
      if (g === null) Demo.say(says, "", "Your guess is kept; then the slider comes free.");
      else Demo.say(says, ...answer(g));
    }
    guessed();
    return Demo.listen(model, { parameters: draw, guess: guessed });
  }
};
