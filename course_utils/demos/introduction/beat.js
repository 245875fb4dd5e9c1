// The learner's tries are computed here; the gradient's walk came with the widget.
const { html, svg } = Demo;
const PLANE = { left: 62, top: 12, size: 330 };
const COURT = { left: 20, right: 440, line: 230, metre: 30, top: 40, lane: 52 };

const minus = (x, digits) => (x < 0 ? "−" : "") + Math.abs(x).toFixed(digits);
const error = (x) => x < 0.095 ? x.toFixed(3) : x.toFixed(2);

export default {
  render({ model, el }) {
    const [balls, marks, start, limit, goal, walk, losses, contours] = Demo.read(model, "balls",
      "marks", "start", "limit", "goal", "walk", "losses", "contours");
    const last = walk.length - 1;
    const predict = (w) => balls.map((x) => x[0] * w[0] + x[1] * w[1]);
    const loss = (w) =>
      predict(w).reduce((sum, p, i) => sum + (p - marks[i]) ** 2, 0) / marks.length;

    const sliders = [0, 1].map((k) =>
      html("input", {
        type: "range",
        min: -limit,
        max: limit,
        step: 0.1,
        value: start[k],
        "aria-label": `weight ${k + 1}`,
        oninput: () => turned(k),
        onpointerup: serve,
        onkeydown: (event) => {
          if (event.key === "Enter") serve();
        }
      })
    );
    const values = [0, 1].map((k) => html("output", { class: "demo-number" }, minus(start[k], 1)));
    const serveButton = html("button", { type: "button", "data-action": "serve", onclick: serve },
      "Hit the balls");
    const stepButton = html("button", { type: "button", "data-action": "step", onclick: step });
    const reveal = html("button", { type: "button", "data-action": "reveal",
      onclick: () => set({ revealed: true }) }, "Reveal the surface");
    const again = html("button", { type: "button", "data-action": "again", onclick: restart },
      "Start again");
    const says = Demo.line();
    const court = svg("svg", { viewBox: "0 0 460 372", role: "img" });
    const plane = svg("svg", { viewBox: "0 0 460 400", role: "img" });
    const root = Demo.card(el, "beat-the-gradient", "Beat the gradient",
      html("p", {},
        "Five balls come at you, each with its own speed x₁ and height x₂. Your return lands "
          + "w₁x₁ + w₂x₂ metres behind the line. ",
        html("strong", {}, `Bring the error below ${goal} m² in as few tries as you can.`)),
      html("div", { class: "beat-panels" }, court, plane),
      ...[0, 1].map((k) =>
        html("label", { class: "beat-slider" }, html("span", {}, `weight w${"₁₂"[k]}`), sliders[k],
          values[k])
      ), html("div", { class: "demo-row" }, serveButton, stepButton, reveal, again), says);

    const set = Demo.setter(model);
    const chosen = () => sliders.map((slider) => Number(slider.value));
    const current = () => model.get("tries").at(-1) ?? start;
    function turned(k) {
      values[k].textContent = minus(Number(sliders[k].value), 1);
    }
    function serve() {
      const w = chosen(), before = current();
      if (w[0] === before[0] && w[1] === before[1]) {
        if (model.get("tries").length === 0) Demo.say(says, "", "Move a weight first.");
        return;
      }
      set({ tries: [...model.get("tries"), w] });
      told();
    }
    function step() {
      set({ steps: Math.min(last, model.get("steps") + 1) });
      const k = model.get("steps");
      Demo.say(says, k === last ? "right" : "", k < last
        ? `Gradient, step ${k}: error ${error(losses[k])} m². One forward pass to see the `
          + "error, one backward pass to know which way to move both weights at once."
        : `The gradient got below ${goal} m² in ${last} steps, ${error(losses[k])} m². Now `
          + "look at the surface neither of you could see.");
    }
    function restart() {
      set({ tries: [], steps: 0, revealed: false });
      sliders.forEach((slider, k) => {
        slider.value = start[k];
        turned(k);
      });
      welcome();
    }
    const welcome = () =>
      Demo.say(says, "",
        `At the start the error is ${error(loss(start))} m². Which weight would you change `
          + "first, and which way?");
    function told() {
      const tries = model.get("tries"), all = tries.map(loss), now = all.at(-1),
        before = all.at(-2) ?? loss(start);
      if (now <= goal)
        return Demo.say(says, "right",
          `Done: ${error(now)} m² after ${tries.length} `
            + `${tries.length === 1 ? "try" : "tries"}. Now let the gradient start where you did.`);
      Demo.say(says, "",
        `Try ${tries.length}: error ${error(now)} m², ${now < before ? "better" : "worse"} `
          + `than before. Your best: ${error(Math.min(...all))} m².`);
    }

    // -- drawing ---------------------------------------------------------------------------
    const metres = (y) =>
      Math.max(COURT.left + 8, Math.min(COURT.right - 8, COURT.line + COURT.metre * y));
    function lane(i, mine, gradients) {
      const y = COURT.top + COURT.lane * i, g = svg("g", {});
      g.append(
        svg("line", { class: "beat-lane", x1: COURT.left, x2: COURT.right, y1: y + 20,
          y2: y + 20 }),
        svg("line", { class: "beat-miss", x1: metres(marks[i]), x2: metres(mine), y1: y + 20,
          y2: y + 20 }),
        svg("circle", { class: "beat-ball", cx: metres(mine), cy: y + 20, r: 9 })
      );
      if (gradients !== null)
        g.append(
          svg("path", { class: "beat-gradient-ball", d: diamond(metres(gradients), y + 20, 9) })
        );
      g.append(
        svg("path", { class: "beat-mark", d: `M${metres(marks[i])},${y + 6}v28m-9,-14h18` })
      );
      return g;
    }
    const diamond = (x, y, r) => `M${x},${y - r}l${r},${r}l${-r},${r}l${-r},${-r}z`;
    function drawCourt() {
      const mine = predict(current()), k = model.get("steps"),
        gradients = k > 0 ? predict(walk[k]) : null;
      court.replaceChildren(
        svg("line", { class: "beat-line", x1: COURT.line, x2: COURT.line, y1: 26,
          y2: COURT.top + 5 * COURT.lane }),
        svg("text", { x: COURT.line, y: 18, "text-anchor": "middle" }, "the line"),
        svg("text", { x: COURT.left, y: 18 }, "short"),
        svg("text", { x: COURT.right, y: 18, "text-anchor": "end" }, "long"),
        ...marks.map((_, i) => lane(i, mine[i], gradients && gradients[i])),
        svg("path", { class: "beat-mark", d: "M30,330v20m-9,-10h18" }),
        svg("text", { x: 48, y: 346 }, "aim"),
        svg("circle", { class: "beat-ball", cx: 120, cy: 340, r: 9 }),
        svg("text", { x: 136, y: 346 }, "your ball"),
        svg("path", { class: "beat-gradient-ball", d: diamond(250, 340, 9) }),
        svg("text", { x: 266, y: 346 }, "the gradient's")
      );
      court.setAttribute("aria-label",
        `Five balls. They land ${mine.map((p) => minus(p, 1)).join(", ")} metres behind the `
          + `line; they should land at ${marks.map((y) => minus(y, 1)).join(", ")}.`);
    }
    const xAt = (w) => PLANE.left + PLANE.size * (w + limit) / (2 * limit);
    const yAt = (w) => PLANE.top + PLANE.size * (limit - w) / (2 * limit);
    const path = (weights) => Demo.path(weights.map((w) => [xAt(w[0]), yAt(w[1])]));
    function frame() {
      const g = svg("g", { class: "beat-axes" }), end = PLANE.left + PLANE.size,
        bottom = PLANE.top + PLANE.size;
      g.append(svg("rect", { x: PLANE.left, y: PLANE.top, width: PLANE.size, height: PLANE.size }));
      for (const w of [-3, -2, -1, 0, 1, 2, 3])
        g.append(
          svg("text", { x: xAt(w), y: bottom + 20, "text-anchor": "middle" }, minus(w, 0)),
          svg("text", { x: PLANE.left - 9, y: yAt(w), "text-anchor": "end",
            "dominant-baseline": "central" }, minus(w, 0))
        );
      g.append(
        svg("text", { x: (PLANE.left + end) / 2, y: bottom + 46, "text-anchor": "middle" },
          "weight w₁"),
        svg("text", { x: 16, y: PLANE.top + PLANE.size / 2, "text-anchor": "middle",
          transform: `rotate(-90 16 ${PLANE.top + PLANE.size / 2})` }, "weight w₂")
      );
      return g;
    }
    function drawPlane() {
      const tries = model.get("tries"), k = model.get("steps"), shown = model.get("revealed");
      const mine = [start, ...tries], theirs = walk.slice(0, k + 1);
      const lines = shown
        ? contours.flatMap((level, i) =>
          level.map((line) =>
            svg("path", { class: "beat-contour", "data-level": i, d: path(line) })
          )
        )
        : [];
      const unknown = shown
        ? []
        : [svg("text", { class: "beat-unknown", x: xAt(0), y: yAt(0) }, "?")];
      plane.replaceChildren(frame(), ...unknown, ...lines,
        svg("path", { class: "beat-mine", d: path(mine) }),
        ...mine.map((w) =>
          svg("circle", { class: "beat-try", cx: xAt(w[0]), cy: yAt(w[1]), r: 5 })
        ),
        ...(k > 0
          ? [svg("path", { class: "beat-walk", d: path(theirs) }), ...theirs.map((w) =>
            svg("path", { class: "beat-gradient-ball", d: diamond(xAt(w[0]), yAt(w[1]), 6) })
          )]
          : []));
      plane.setAttribute("aria-label",
        `The plane of the two weights with your ${tries.length} tries and ${k} steps of the `
          + `gradient; the surface is ${shown ? "shown: long tilted ellipses" : "hidden"}.`);
    }
    function draw() {
      const k = model.get("steps"), shown = model.get("revealed"), tries = model.get("tries");
      drawCourt();
      drawPlane();
      stepButton.textContent = k === 0
        ? "Let the gradient play: step 1"
        : k < last
        ? `Gradient: step ${k + 1}`
        : "The gradient is there";
      stepButton.disabled = k === last;
      reveal.disabled = shown || k < last;
      Object.assign(root.dataset, { tries: tries.length, steps: k, revealed: shown,
        loss: loss(current()) });
    }
    function uncovered() {
      draw();
      if (!model.get("revealed")) return;
      const n = model.get("tries").length,
        best = Math.min(loss(start), ...model.get("tries").map(loss));
      Demo.say(says, "right",
        `You: ${n} ${n === 1 ? "try" : "tries"}, best error ${error(best)} m². The gradient: `
          + `${last} steps, ${error(losses[last])} m². With two weights you can keep up. This `
          + "course's digit network has 50,890 sliders.");
    }
    draw();
    welcome();
    return Demo.listen(model, { "tries steps": draw, revealed: uncovered });
  }
};
