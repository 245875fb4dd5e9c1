// Pick a check from the tables that came with the widget; nothing is computed here.
const { html, svg, bytes, superscript, power } = Demo;
const FRAME = { left: 92, top: 16, width: 690, height: 250 };
const X_RANGE = [-14, -1], Y_RANGE = [-13, 2]; // powers of ten

const xAt = (power) => FRAME.left + FRAME.width * (power - X_RANGE[0]) / (X_RANGE[1] - X_RANGE[0]);
const yAt = (error) => {
  const power = Math.min(Y_RANGE[1], Math.max(Y_RANGE[0], Math.log10(Math.max(error, 1e-300))));
  return FRAME.top + FRAME.height * (Y_RANGE[1] - power) / (Y_RANGE[1] - Y_RANGE[0]);
};

export default {
  render({ model, el }) {
    const [eps, dtypes, schemes, bugs, entries] = Demo.read(model, "eps", "dtypes", "schemes",
      "bugs", "entries");
    const [errors, verdicts, analytic, sentences] = Demo.read(model, "errors", "verdicts",
      "analytic", "says");
    const numeric = bytes(model.get("numeric"), Float64Array),
      digits = bytes(model.get("digits"), Uint8Array);
    const bugNames = Object.keys(bugs), last = eps.length - 1;

    // A bug the learner is to name: drawn, but not said. Null when there is no riddle.
    let riddle = null;
    const set = Demo.setter(model);
    const dtypeChoice = Demo.choice("Precision", Object.fromEntries(dtypes.map((d) => [d, d])),
      (dtype) => set({ dtype }));
    const schemeChoice = Demo.choice("Difference", { central: "central", forward: "forward" },
      (scheme) => set({ scheme }));
    const bugChoice = Demo.choice("Bug",
      Object.fromEntries(bugNames.map((b) => [b, bugs[b].label])), chooseBug);
    const mystery = html("button", { type: "button", "data-action": "mystery", onclick: hideBug },
      "Which bug is it?");
    // The slider runs as the axis does: small steps on the left.
    const slider = html("input", { type: "range", min: 0, max: last, step: 1,
      class: "microscope-eps", "aria-label": "step epsilon",
      oninput: () => set({ at: last - Number(slider.value) }) });
    const readout = html("output", { class: "microscope-readout demo-number" });
    const says = Demo.line();
    const bars = entries.map((name, i) =>
      html("button", { type: "button", class: "microscope-entry", "data-entry": name, onclick: () =>
        set({ entry: i }) }, html("span", { class: "microscope-bar" }),
        html("span", { class: "microscope-name" }, name.split("[")[0], html("br"),
          `[${name.split("[")[1]}`))
    );
    const lens = html("div", { class: "microscope-lens demo-number" });
    const curve = svg("path", { class: "microscope-curve" }),
      reference = svg("path", { class: "microscope-reference" });
    const point = svg("circle", { class: "microscope-point", r: 9 }),
      drop = svg("line", { class: "microscope-drop" });
    const chart = svg("svg", { viewBox: "0 0 800 334", role: "img" }, axes(), reference, curve,
      drop, point);
    Demo.card(el, "gradient-microscope", "Gradient-check microscope",
      html("div", { class: "demo-row" }, dtypeChoice.row, schemeChoice.row, mystery), bugChoice.row,
      chart, html("div", { class: "microscope-slide" }, slider), readout, says,
      html("p", { class: "microscope-caption" },
        "Digits that agree, for each of the 13 gradients (choose one to look closer):"),
      html("div", { class: "microscope-entries", role: "group",
        "aria-label": "Entries of the gradient" }, ...bars), lens);

    function hideBug() {
      const others = bugNames.filter((b) => b !== "none" && b !== riddle);
      riddle = others[Math.floor(Math.random() * others.length)];
      draw();
    }
    function chooseBug(key) {
      if (riddle === null || key === riddle) {
        const named = riddle !== null;
        riddle = null;
        set({ bug: key });
        draw();
        if (named)
          Demo.say(says, "right", `Found: ${bugs[key].label}. The sign of it: ${bugs[key].clue}.`);
      } else {
        Demo.say(says, "wrong", key === "none"
          ? "There is one: look at how the curve differs from the dotted one."
          : `Not this one. With it, ${bugs[key].clue}.`);
      }
    }

    function axes() {
      const { left, top, width, height } = FRAME, g = svg("g", { class: "microscope-axes" });
      for (let p = X_RANGE[0]; p <= X_RANGE[1]; p++) {
        g.append(svg("line", { x1: xAt(p), x2: xAt(p), y1: top, y2: top + height }));
        if (p % 2 === 0 || p === -1)
          g.append(
            svg("text", { x: xAt(p), y: top + height + 20, "text-anchor": "middle" },
              "10" + superscript(p))
          );
      }
      for (let p = Y_RANGE[0] + 1; p <= Y_RANGE[1]; p += 2) {
        g.append(svg("line", { x1: left, x2: left + width, y1: yAt(10 ** p), y2: yAt(10 ** p) }),
          svg("text", { x: left - 10, y: yAt(10 ** p), "text-anchor": "end",
            "dominant-baseline": "central" }, p === 0 ? "1" : "10" + superscript(p)));
      }
      g.append(
        svg("text", { x: left + width / 2, y: top + height + 48, "text-anchor": "middle",
          class: "microscope-axis" }, "step ε (in units of the weights)"),
        svg("text", { x: 20, y: top + height / 2, "text-anchor": "middle", class: "microscope-axis",
          transform: `rotate(-90 20 ${top + height / 2})` }, "relative error")
      );
      return g;
    }
    const path = (row) => Demo.path(row.map((e, i) => [xAt(Math.log10(eps[i])), yAt(e)]));

    // The agreeing digits of both numbers stand out; the rest is what the check cannot confirm.
    function magnified(caption, value, same) {
      const text = (value < 0 ? "−" : "+") + Math.abs(value).toFixed(16);
      const lead = text.search(/[1-9]/);
      const cut = lead < 0 || same <= 0 ? 0 : Math.min(text.length, lead + same);
      return html("p", {}, html("span", { class: "microscope-which" }, caption),
        html("strong", { class: "microscope-same" }, text.slice(0, cut)),
        html("span", { class: "microscope-differs" }, text.slice(cut)));
    }

    function draw() {
      const t = dtypes.indexOf(model.get("dtype")), s = schemes.indexOf(model.get("scheme"));
      const b = bugNames.indexOf(riddle ?? model.get("bug")), i = model.get("at"),
        entry = model.get("entry");
      const row = errors[t][s][b], error = row[i], verdict = verdicts[t][s][b][i];
      const flat = (((t * schemes.length + s) * bugNames.length + b) * eps.length + i)
        * entries.length;

      curve.setAttribute("d", path(row));
      reference.setAttribute("d", b === 0 ? "" : path(errors[t][s][0]));
      const x = xAt(Math.log10(eps[i])), y = yAt(error);
      for (const [name, value] of [["cx", x], ["cy", y]]) point.setAttribute(name, value);
      for (const [name, value] of [["x1", x], ["x2", x], ["y1", y], ["y2",
        FRAME.top + FRAME.height]]) drop.setAttribute(name, value);
      slider.value = last - i;
      slider.setAttribute("aria-valuetext",
        `epsilon ${eps[i].toExponential(1)}, relative error ${error.toExponential(1)}`);
      chart.setAttribute("aria-label",
        `Relative error against epsilon on logarithmic axes; at ${eps[i].toExponential(1)} `
          + `it is ${error.toExponential(1)}`);
      readout.textContent =
        `ε = ${power(eps[i])}    relative error = ${error === 0 ? "0" : power(error)}`;
      dtypeChoice.show(model.get("dtype"));
      schemeChoice.show(model.get("scheme"));
      bugChoice.show(riddle === null ? model.get("bug") : null);
      says.closest(".demo").dataset.riddle = String(riddle !== null);

      const wrong = ["plateau", "slow"].includes(verdict);
      const clue = !wrong
        ? ""
        : riddle === null && bugs[bugNames[b]].clue
        ? `: ${bugs[bugNames[b]].clue}.`
        : ".";
      Demo.say(says,
        { right: "right", plateau: "wrong", slow: "wrong", nothing: "wrong" }[verdict] ?? "",
        sentences[verdict] + clue);
      says.dataset.verdict = verdict;

      bars.forEach((bar, k) => {
        const same = digits[flat + k] / 10;
        bar.style.setProperty("--share", same / 16);
        bar.setAttribute("aria-pressed", String(k === entry));
        bar.setAttribute("aria-label", `${entries[k]}: ${same.toFixed(1)} digits agree`);
      });
      const same = Math.floor(digits[flat + entry] / 10);
      lens.replaceChildren(
        html("p", { class: "microscope-lens-title" },
          `∂L/∂${entries[entry]}: ${same} digit${same === 1 ? "" : "s"} agree`),
        magnified("backward", analytic[t][b][entry], same),
        magnified("numeric", numeric[flat + entry], same)
      );
    }
    draw();
    return Demo.listen(model, { "at entry dtype scheme bug": draw });
  }
};
