// A window moves over a small picture: forward it gathers a sum, backward it scatters one.
const { html, svg, minus } = Demo;
// Pixels asked about, one after another.
const QUESTIONS = [[1, 1], [0, 0], [2, 2], [4, 4], [3, 1], [0, 3]];
const SLIDERS = { kernel: ["kernel", [1, 4]], stride: ["stride", [1, 3]], pad: ["pad", [0, 2]] };
const factor = (v) => v < 0 ? `(${minus(v)})` : String(v);
const place = (r, c) => `row ${r + 1}, column ${c + 1}`;
const many = (n, thing) => `${n} ${thing}${n === 1 ? "" : "s"}`;

export default {
  render({ model, el }) {
    const [x, k, dout] = Demo.read(model, "x", "k", "dout"), side = x.length;
    const geometry = () =>
      Object.fromEntries(Object.keys(SLIDERS).map((name) => [name, model.get(name)]));
    const backward = () => model.get("way") === "backward";
    const places = () => Sums.places(side, geometry());
    let visited = [], at = null; // outputs as [row, column]
    let question = 0, asked = QUESTIONS[0], stage = "count"; // then "value", then "done"

    // -- controls ---------------------------------------------------------------------------
    const set = Demo.setter(model);
    const ways = Demo.choice("Direction", { forward: "Forward: gather ▶",
      backward: "◀ Backward: scatter-add" }, (way) => set({ way }));
    const sliders = Object.entries(SLIDERS).map(([name, [text, [min, max]]]) => {
      const input = html("input", { type: "range", min, max, step: 1, class: `scatter-${name}`,
        "aria-label": text, oninput: () => shape(name, Number(input.value)) });
      const value = html("output", { class: "demo-number" });
      return { name, input, value,
        label: html("label", { class: "scatter-slider" }, html("span", {}, text), input, value) };
    });
    const canvas = svg("svg", { viewBox: `0 0 ${STAGE.width} ${STAGE.height}`, role: "img" });
    const board = html("div", { class: "scatter-stage", tabindex: "0", role: "group",
      "aria-label": "Outputs: arrow keys move the window", onkeydown: walk, onpointermove: point,
      onclick: pick }, canvas);
    const readout = html("output", { class: "demo-number scatter-readout" });
    const all = html("button", { type: "button", "data-action": "all", onclick: visitAll });
    const again = html("button", { type: "button", "data-action": "again", onclick: restart },
      "Start again");
    const prompt = html("span", {});
    const guess = html("input", { type: "text", size: 9, class: "scatter-guess demo-number",
      autocomplete: "off" });
    const check = html("button", { type: "submit", "data-action": "check" }, "Check");
    const show = html("button", { type: "button", "data-action": "reveal",
      onclick: () => answered("", "") }, "Show it");
    const next = html("button", { type: "button", "data-action": "next",
      onclick: () => ask(QUESTIONS[++question % QUESTIONS.length]) }, "Another pixel");
    const says = Demo.line();
    const root = Demo.card(el, "scatter-view", "Scatter view: the two ways of a convolution",
      ways.row, html("div", { class: "scatter-sliders" }, sliders.map((s) => s.label)), board,
      readout,
      html("form", { class: "demo-row", onsubmit: predict },
        html("label", { class: "demo-row" }, prompt, guess), check, show),
      html("div", { class: "demo-row" }, all, again, next), says);

    function shape(name, value) {
      const g = { ...geometry(), [name]: value };
      // A window on padding alone would see nothing.
      set({ [name]: value, pad: Math.min(g.pad, g.kernel - 1) });
    }

    // -- moving the window ------------------------------------------------------------------
    function visit(r, c) {
      if (at && at[0] === r && at[1] === c) return;
      at = [r, c];
      include(r, c);
      draw();
    }
    const seen = (r, c) => visited.some((v) => v[0] === r && v[1] === c);
    function include(r, c) {
      if (!seen(r, c)) visited.push([r, c]);
    }
    function point(event) {
      const cell = event.target.closest("[data-out]");
      if (cell) visit(...cell.dataset.out.split(",").map(Number));
    }
    function pick(event) {
      const cell = event.target.closest("[data-in]");
      if (cell) ask(cell.dataset.in.split(",").map(Number));
      else point(event);
    }
    function walk(event) {
      const by =
        { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
      if (!by) return;
      event.preventDefault();
      const clamp = (v) => Math.min(places() - 1, Math.max(0, v));
      visit(...(at ? [clamp(at[0] + by[0]), clamp(at[1] + by[1])] : [0, 0]));
    }
    function visitAll() {
      visited = Array.from({ length: places() ** 2 },
        (_, n) => [Math.floor(n / places()), n % places()]);
      at = null;
      draw();
    }
    function restart() {
      visited = [];
      at = null;
      draw();
    }

    // -- predict, then reveal ---------------------------------------------------------------
    const meetings = () => Sums.above(geometry(), side, ...asked);
    const share = (m) => dout[m.r][m.c] * k[m.i][m.j];
    const gradient = () => meetings().reduce((sum, m) => sum + share(m), 0);
    function ask(pixel) {
      [asked, stage] = [pixel, "count"];
      draw();
      Demo.say(says, "",
        `Predict: an output reads the pixel at ${place(...asked)} if its window lies on it. `
          + "Count the windows, or move them over it. Click a pixel to be asked about that one.");
    }
    function predict(event) {
      event.preventDefault();
      const number = Demo.calculate(guess.value);
      if (Number.isNaN(number))
        return Demo.say(says, "wrong", "Type a whole number, such as 4, or a sum such as 2·3 − 1.");
      if (number === (stage === "count" ? meetings().length : gradient()))
        return answered("right", "Right. ");
      Demo.say(says, "wrong", stage === "count" ? wrongCount(number) : wrongValue(number));
    }
    function wrongCount(number) {
      const { kernel } = geometry();
      if (number === kernel ** 2)
        return `${kernel ** 2} pixels are read by one output. Asked is the other way round: how `
          + "many outputs read this one pixel?";
      return "Not this many. Along one axis, list where a window may start; then see which of "
        + "them cover the pixel.";
    }
    function wrongValue(number) {
      const mistake = Sums.mistakes(geometry(), meetings(), dout, k).find(([value]) =>
        value === number
      );
      return mistake
        ? mistake[1]
        : "Not this number. For each green output: its dout times the weight of its window "
          + "that lies on the pixel; then add.";
    }
    function answered(state, praise) {
      const n = meetings().length, high = new Set(meetings().map((m) => m.r)).size;
      if (stage === "count") {
        stage = n ? "value" : "done";
        if (n && !backward()) set({ way: "backward" });
        draw();
        if (!n)
          return Demo.say(says, state,
            `${praise}No window covers it: this pixel changes no output, so its gradient is 0.`);
        return Demo.say(says, state,
          `${praise}${many(high, "row")} of windows times ${many(n / high, "column")}: `
            + `${many(n, "output")}, framed in green. Now the gradient that comes back: each of `
            + "them sends dout · k.");
      }
      stage = "done";
      meetings().forEach((m) => include(m.r, m.c)); // what was asked for is now what the pile shows
      draw();
      const terms = meetings().map((m) => `${factor(dout[m.r][m.c])}·${factor(k[m.i][m.j])}`);
      Demo.say(says, state,
        `${praise}dx = ${terms.join(" + ")} = ${minus(gradient())}. `
          + (n === 1
            ? "One path, one product."
            : "The value went to several places, so what comes back is added."));
    }

    // -- drawing ----------------------------------------------------------------------------
    function told(g) {
      if (!at)
        return visited.length
          ? `All ${many(visited.length, "output")}. ×n: so many outputs `
            + `${backward() ? "sent something there" : "read it"}.`
          : "Point at an output (right), or press the arrow keys.";
      const terms = Sums.below(g, ...at), [r, c] = at;
      if (!backward())
        return `y at ${place(r, c)} = ${
          terms.map((m) => `${Sums.padded(x, g, m.y, m.x)}·${factor(k[m.i][m.j])}`).join(" + ")
        } = ${minus(Sums.gather(g, x, k, r, c))}`;
      const lost =
        terms.filter((m) => [m.y, m.x].some((v) => v < g.pad || v >= side + g.pad)).length;
      return `dout at ${place(r, c)} is ${minus(dout[r][c])}: it adds ${minus(dout[r][c])} · k to `
        + `the ${many(g.kernel ** 2, "pixel")} it has read`
        + (lost ? `, ${lost} of them padding, which is cut off.` : ".");
    }
    function draw() {
      const g = geometry(), pile = Sums.scatter(g, side, dout, k, visited);
      const tables = new Tables({ x, k, dout, g, backward: backward(), at, seen, pile, asked,
        hidden: stage !== "done", meetings: meetings(), framed: stage !== "count" });
      canvas.setAttribute("viewBox", tables.box);
      canvas.replaceChildren(...tables.draw());
      readout.textContent = told(g);
      ways.show(model.get("way"));
      all.textContent = backward() ? "Add all outputs" : "Compute all outputs";
      sliders.forEach(({ name, input, value }) => {
        input.max = name === "pad" ? Math.min(2, g.kernel - 1) : input.max;
        input.value = g[name];
        value.textContent = g[name];
      });
      prompt.textContent = stage === "count"
        ? "How many outputs read the dashed pixel?"
        : "What is dx there, once all are added?";
      [guess, check, show].forEach((control) => {
        control.disabled = stage === "done";
      });
      guess.value = "";
      canvas.setAttribute("aria-label", words(g, pile));
      Object.assign(root.dataset, { way: model.get("way"), stage, visited: visited.length });
    }
    function words(g, pile) {
      const own = (table) =>
        x.map((row, y) =>
          row.map((_, c) =>
            stage !== "done" && y === asked[0] && c === asked[1]
              ? "?"
              : minus(table[y + g.pad][c + g.pad])
          ).join(", ")
        ).join("; ");
      const shape =
        `Kernel ${g.kernel} by ${g.kernel}, stride ${g.stride}, pad ${g.pad}: ${places()} by `
        + `${places()} outputs.`;
      return backward()
        ? `${shape} ${visited.length} of them have sent their share. dx, row by row: `
          + `${own(pile.sums)}. Counts: ${own(pile.counts)}.`
        : `${shape} ${visited.length} of them are computed.`;
    }
    // The same window, looked at from the other side.
    function turned() {
      visited = at ? [at] : [];
      draw();
    }
    function reshaped() {
      restart();
      ask(asked);
    }
    reshaped();
    return Demo.listen(model, { "kernel stride pad": reshaped, way: turned });
  }
};
