// Draw the paths the engine has run; nothing is computed here but where a point lies on the page.
const { html, svg, bytes, short } = Demo;
const LAST = 10, STEPS_A_SECOND = 20,
  LETTERS = { sgd: "S", momentum: "M", nesterov: "N", rmsprop: "R", adam: "A", bug: "✗" };
let instances = 0;

export default {
  render({ model, el }) {
    const [surfaces, racers, bugs, rates, steps, best] = Demo.read(model, "surfaces", "racers",
      "bugs", "rates", "steps", "best");
    const paths = bytes(model.get("paths"), Float32Array),
      losses = bytes(model.get("losses"), Float32Array);
    const surfaceNames = Object.keys(surfaces), racerNames = Object.keys(racers),
      drivers = [...racerNames, ...Object.keys(bugs)];
    const clip = `race-window-${instances++}`;
    let riddle = null, frame = null; // a bug to be named; the animation, while it runs

    const set = Demo.setter(model);
    const bug = () => riddle ?? model.get("bug");
    const surface = () => surfaces[model.get("surface")];
    const surfaceNumber = () => surfaceNames.indexOf(model.get("surface"));

    // -- the numbers ------------------------------------------------------------------------
    // A bug drives at the rate of the optimizer it is in, so that only the bug makes a difference.
    function rateOf(key) {
      const chosen = model.get("rate"), name = bugs[key]?.on ?? key;
      return chosen >= 0 ? chosen : best[surfaceNumber()][drivers.indexOf(name)];
    }
    const row = (key) => {
      const run = surfaceNumber() * drivers.length + drivers.indexOf(key);
      return (run * rates.length + rateOf(key)) * (steps + 1);
    };
    const lossAt = (key, step) => losses[row(key) + step];
    const pointAt = (key, step) => [paths[2 * (row(key) + step)], paths[2 * (row(key) + step) + 1]];
    const shown = () => bug() === "none" ? racerNames : [bugs[bug()].on, bug()];
    // A path that swings through the lowest point may stand there at the end by luck.
    const highest = (key) =>
      Math.max(...Array.from({ length: LAST }, (_, k) => lossAt(key, steps - k)));
    const ranked = () => [...racerNames].sort((a, b) => lossAt(a, steps) - lossAt(b, steps));
    const say = (x) => Number.isFinite(x) ? short(x) : "far outside";

    const trace = (points) => Demo.path(points.filter(([x, y]) => !Number.isNaN(x + y)));
    const upTo = (step, at) => Array.from({ length: step + 1 }, (_, i) => at(i));

    // -- the controls -----------------------------------------------------------------------
    const afresh = (values) => {
      stop();
      set({ ...values, step: 0, guess: "" });
    };
    const surfaceChoice = Demo.choice("Surface",
      Object.fromEntries(surfaceNames.map((s) => [s, surfaces[s].label])),
      (key) => afresh({ surface: key }));
    const bugChoice = Demo.choice("Bug", { none: "no bug",
      ...Object.fromEntries(Object.entries(bugs).map(([key, b]) => [key, b.label])) }, chooseBug);
    const mystery = html("button", { type: "button", "data-action": "mystery", onclick: hideBug },
      "Which bug is it?");
    bugChoice.row.append(mystery);
    const rateSlider = html("input", { type: "range", min: -1, max: rates.length - 1, step: 1,
      class: "race-rate-slider", "aria-label": "learning rate",
      oninput: () => afresh({ rate: Number(rateSlider.value) }) });
    const rateText = html("output", { class: "race-rate demo-number" });
    const stepSlider = html("input", { type: "range", min: 0, max: steps, step: 1,
      class: "race-step", "aria-label": "step", oninput: () => {
        stop();
        set({ step: Number(stepSlider.value) });
      } });
    const stepText = html("output", { class: "demo-number" });
    const start = html("button", { type: "button", "data-action": "race", onclick: race },
      "Race ▶");
    const guesses = racerNames.map((key) =>
      html("button", { type: "button", class: "race-guess", "data-key": key, onclick: () =>
        guess(key) },
        svg("svg", { width: 34, height: 12, "aria-hidden": "true" },
          svg("path", { class: "race-line", "data-racer": key, d: "M0,6H34" })),
        html("span", {}, racers[key]))
    );
    const ask = html("p", { class: "race-ask" });
    const says = Demo.line();

    const regions = svg("g", {}), lines = svg("g", {}), curves = svg("g", {}), marks = svg("g", {});
    const window_ = svg("g", { "clip-path": `url(#${clip})` }, regions, lines);
    const stage = svg("svg", { viewBox: "-8 0 976 366", role: "img" },
      svg("clipPath", { id: clip },
        svg("rect", { x: MAP.left, y: MAP.top, width: MAP.width, height: MAP.height })), window_,
      svg("rect", { class: "race-frame", x: MAP.left, y: MAP.top, width: MAP.width,
        height: MAP.height }), marks, chartAxes(steps), curves);
    Demo.card(el, "optimizer-race", "Optimizer race",
      html("div", { class: "demo-row" }, html("span", { class: "race-name" }, "Surface"),
        surfaceChoice.row),
      html("div", { class: "demo-row" }, html("span", { class: "race-name" }, "Learning rate"),
        rateSlider, rateText), bugChoice.row, ask,
      html("div", { class: "demo-row", role: "group", "aria-label": "Who wins" }, ...guesses),
      stage, html("div", { class: "demo-row" }, start, stepSlider, stepText), says);

    function chooseBug(key) {
      if (riddle === null) return afresh({ bug: key });
      if (key !== riddle)
        return Demo.say(says, "wrong", key === "none"
          ? "There is one: the dotted path is not the right one."
          : `Not this one. With it, ${bugs[key].clue}.`);
      riddle = null;
      stop();
      set({ bug: key, step: steps });
      draw();
      Demo.say(says, "right", `Found: ${bugs[key].label}. The sign of it: ${bugs[key].clue}.`);
    }
    function hideBug() {
      const others = Object.keys(bugs).filter((key) => key !== bug());
      riddle = others[Math.floor(Math.random() * others.length)];
      afresh({});
      draw();
      race();
    }
    function guess(key) {
      if (bug() !== "none") return;
      if (model.get("step") > 0) afresh({});
      set({ guess: key });
      Demo.say(says, "", `You say ${racers[key]}. Now let them race.`);
    }

    // -- the race ---------------------------------------------------------------------------
    function stop() {
      if (frame !== null) cancelAnimationFrame(frame);
      frame = null;
      start.textContent = "Race ▶";
    }
    function race() {
      if (frame !== null) return stop();
      if (matchMedia("(prefers-reduced-motion: reduce)").matches) return set({ step: steps });
      const from = model.get("step") < steps ? model.get("step") : 0;
      let began = null;
      const next = (now) => {
        began ??= now;
        const step = Math.min(steps, from + Math.floor((now - began) / 1000 * STEPS_A_SECOND));
        if (step === steps) stop();
        else frame = requestAnimationFrame(next);
        if (step !== model.get("step")) set({ step });
      };
      start.textContent = "Pause";
      frame = requestAnimationFrame(next);
    }

    // -- drawing ----------------------------------------------------------------------------
    function ground() {
      const lowest = model.get("surface") === "saddle" ? [[0, 1], [0, -1]] : [[0, 0]];
      regions.replaceChildren(mapRegions(surface()));
      marks.replaceChildren(...mapMarks(surface(), lowest));
    }
    function head(key, kind, step) {
      let last = step;
      while (Number.isNaN(pointAt(key, last)[0])) last--;
      const [x, y] = onMap(surface(), pointAt(key, last));
      return svg("g", { class: "race-head", "data-racer": kind,
        "data-inside": String(isOnMap([x, y])), transform: `translate(${x} ${y})` },
        svg("circle", { r: 11 }), svg("text", {}, LETTERS[kind]));
    }
    function draw() {
      const step = model.get("step"), now = shown(),
        kinds = now.map((key) => key in bugs ? "bug" : key);
      lines.replaceChildren(
        ...now.map((key, i) =>
          svg("path", { class: "race-line", "data-racer": kinds[i],
            d: trace(upTo(step, (s) => onMap(surface(), pointAt(key, s)))) })
        ),
        ...(step === 0 ? [] : now.map((key, i) => head(key, kinds[i], step)))
      );
      curves.replaceChildren(
        ...now.map((key, i) =>
          svg("path", { class: "race-line", "data-racer": kinds[i],
            d: trace(upTo(step, (s) => onChart(s / steps, lossAt(key, s)))) })
        )
      );
      stepSlider.value = step;
      stepText.textContent = `step ${step} of ${steps}`;
      stepSlider.setAttribute("aria-valuetext", stepText.textContent);
      rateSlider.value = model.get("rate");
      rateText.textContent = model.get("rate") < 0
        ? "each its own best"
        : `η = ${rates[model.get("rate")]} for all`;
      rateSlider.setAttribute("aria-valuetext", rateText.textContent);
      surfaceChoice.show(model.get("surface"));
      bugChoice.show(riddle === null ? model.get("bug") : null);
      stage.setAttribute("aria-label",
        `${surface().label}, step ${step}. `
          + now.map((key) => `${nameOf(key)}: loss ${say(lossAt(key, step))}`).join("; "));
      const root = says.closest(".demo");
      root.dataset.riddle = String(riddle !== null);
      root.dataset.step = step;
      chosen(step);
      speak(step);
    }
    const nameOf = (key) =>
      key in bugs
        ? riddle === null ? `${racers[bugs[key].on]} with the bug` : "the wrong one"
        : racers[key];
    function chosen(step) {
      const alone = bug() !== "none", winner = step === steps && !alone ? ranked()[0] : null;
      ask.textContent = alone
        ? `${racers[bugs[bug()].on]} at η = ${rates[rateOf(bug())]}, right (drawn as below) `
          + "and wrong (dotted, ✗):"
        : `Who is lowest after ${steps} steps? Say it first. (μ = ρ = 0.9; Adam: 0.9 and 0.999)`;
      guesses.forEach((button) => {
        const key = button.dataset.key;
        button.setAttribute("aria-pressed", String(model.get("guess") === key));
        button.dataset.winner = String(key === winner);
        button.disabled = alone;
        button.style.opacity = alone && key === bugs[bug()].on ? 1 : "";
        button.title = `η = ${rates[rateOf(key)]}`;
      });
    }
    function speak(step) {
      if (step === 0 && model.get("guess")) return;
      if (riddle !== null)
        return Demo.say(says, "",
          `Which bug ${step < steps ? "draws" : "drew"} the dotted path? Choose it above.`);
      if (bug() !== "none") {
        const end = step === steps
          ? ` Highest loss in the last ${LAST} steps: ${say(highest(bugs[bug()].on))} right, `
            + `${say(highest(bug()))} wrong.`
          : "";
        return Demo.say(says, "", step === 0
          ? "Predict what the bug does to the path, then race."
          : `With the bug, ${bugs[bug()].clue}.${end}`);
      }
      if (step < steps)
        return Demo.say(says, "", step === 0
          ? "All start at ○ and take equally many steps."
          : racerNames.map((key) => `${racers[key]}: ${say(lossAt(key, step))}`).join(" · "));
      verdict();
    }
    function verdict() {
      const order = ranked(), guessed = model.get("guess"), right = guessed === order[0];
      const opening = guessed ? right ? "Right. " : `You said ${racers[guessed]}. ` : "";
      const list = order.map((key) =>
        `${racers[key]} ${say(lossAt(key, steps))} (η ${rates[rateOf(key)]})`
      ).join(", ");
      Demo.say(says, guessed ? right ? "right" : "wrong" : "",
        `${opening}Lowest first: ${list}. ${surface().lesson}`);
    }
    const both = () => {
      ground();
      draw();
    };
    const leave = Demo.listen(model, { surface: both, "step guess bug rate": draw });
    both();
    return () => {
      stop();
      leave();
    };
  }
};
