// The runs came with the widget; an epoch is shown every quarter of a second until stop is pressed.
const { html, svg } = Demo;
const CHART = { left: 78, top: 14, width: 760, height: 300 };
const PAUSE = 250; // milliseconds an epoch
const still = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

export default {
  render({ model, el }) {
    const [rounds, patiences, minDeltas] = Demo.read(model, "rounds", "patiences", "min_deltas");
    const set = Demo.setter(model);
    const now = () => rounds[model.get("round")];
    let timer = null;

    const roundChoice = Demo.choice("Round",
      Object.fromEntries(rounds.map((r, i) => [i, `${i + 1}: ${r.title}`])), (i) => {
      halt();
      set({ round: Number(i), epoch: -1, stopped: false });
    });
    const start = html("button", { type: "button", "data-action": "start", onclick: play });
    const next = html("button", { type: "button", "data-action": "next", onclick: () => {
      halt();
      advance();
    } }, "One epoch");
    const stop = html("button", { type: "button", class: "stop-button", "data-action": "stop",
      onclick: press }, "Stop!");
    const chart = svg("svg", { viewBox: "0 0 860 382", role: "img" });
    const says = Demo.line();
    const patience = html("input", { type: "range", min: patiences[0], max: patiences.at(-1),
      step: 1, "aria-label": "patience, in epochs",
      oninput: () => set({ patience: Number(patience.value) }) });
    const patienceText = html("output", { class: "demo-number" });
    const deltaChoice = Demo.choice("min_delta",
      Object.fromEntries(minDeltas.map((d, i) => [i, String(d)])),
      (i) => set({ min_delta: minDeltas[i] }));
    const rule = html("p", { class: "stop-rule", role: "status" });
    const compare = html("div", { class: "stop-compare" },
      html("label", { class: "stop-patience" }, html("span", {}, "patience"), patience,
        patienceText),
      html("div", { class: "demo-row" }, html("span", {}, "min_delta"), deltaChoice.row), rule);
    const root = Demo.card(el, "stop-it-yourself", "Stop it yourself",
      html("p", {}, "A network learns 300 digits; the curve is its loss on 200 others. ",
        html("strong", {}, "Stop when you think it will not get better.")), roundChoice.row, chart,
      html("div", { class: "demo-row" }, start, next, stop), says, compare);

    function advance() {
      const epoch = model.get("epoch") + 1;
      set({ epoch });
      if (epoch === now().validation.length - 1) press();
    }
    function play() {
      if (model.get("stopped")) return set({ epoch: -1, stopped: false });
      if (timer !== null) {
        halt();
        return draw();
      }
      if (still()) return advance();
      timer = setInterval(advance, PAUSE);
      advance();
      stop.focus();
    }
    function halt() {
      clearInterval(timer);
      timer = null;
    }
    function press() {
      halt();
      if (model.get("epoch") >= 0) set({ stopped: true });
    }

    // -- drawing ---------------------------------------------------------------------------
    const { left, top, width, height } = CHART, bottom = top + height;
    const low = () => Math.min(...now().validation) - 0.12,
      high = () => Math.min(Math.max(...now().validation), now().validation.at(-1) + 0.6);
    const xAt = (k) => left + width * k / (now().validation.length - 1);
    const yAt = (loss) => bottom - height * (loss - low()) / (high() - low());
    const path = (values) =>
      Demo.path(values.map((v, k) => [xAt(k), yAt(v)]));
    function axes() {
      const g = svg("g", { class: "stop-axes" });
      for (let k = 0; k < now().validation.length; k += 10)
        g.append(svg("line", { x1: xAt(k), x2: xAt(k), y1: top, y2: bottom }),
          svg("text", { x: xAt(k), y: bottom + 22, "text-anchor": "middle" }, String(k)));
      for (let v = Math.ceil(low() * 5) / 5; v <= high(); v += 0.2)
        g.append(svg("line", { x1: left, x2: left + width, y1: yAt(v), y2: yAt(v) }),
          svg("text", { x: left - 8, y: yAt(v), "text-anchor": "end",
            "dominant-baseline": "central" }, v.toFixed(1)));
      g.append(
        svg("text", { x: left + width / 2, y: bottom + 50, "text-anchor": "middle" }, "epoch"),
        svg("text", { x: 20, y: top + height / 2, "text-anchor": "middle",
          transform: `rotate(-90 20 ${top + height / 2})` }, "validation loss")
      );
      return g;
    }
    // A vertical line at an epoch; names of neighbours stand at different heights.
    const flag = (k, kind, name, row) => [
      svg("line", { class: `stop-flag ${kind}`, x1: xAt(k), x2: xAt(k), y1: top + 24 * row + 6,
        y2: bottom }),
      svg("text", { class: "stop-flag-name", x: xAt(k) + (atEnd(k) ? -7 : 7),
        y: top + 24 * row + 18, "text-anchor": atEnd(k) ? "end" : "start" }, name)
    ];
    const atEnd = (k) => k > 0.75 * now().validation.length;
    const stopAt = () =>
      now()
        .stops[patiences.indexOf(model.get("patience"))][minDeltas.indexOf(model.get("min_delta"))];
    function drawChart() {
      const { validation, best } = now(), epoch = model.get("epoch"),
        stopped = model.get("stopped");
      const seen = validation.slice(0, epoch + 1), parts = [axes()];
      if (stopped)
        parts.push(svg("path", { class: "stop-rest", d: path(validation) }),
          ...flag(best, "best", `best: epoch ${best}`, 0),
          ...flag(epoch, "mine", `you: ${epoch}`, 1),
          ...flag(stopAt()[0], "rule", `patience: ${stopAt()[0]}`, 2));
      if (seen.length)
        parts.push(svg("path", { class: "stop-seen", d: path(seen) }),
          svg("circle", { class: "stop-now", cx: xAt(epoch), cy: yAt(seen.at(-1)), r: 7 }));
      chart.replaceChildren(...parts);
      chart.setAttribute("aria-label",
        "Validation loss over the epochs; "
          + (epoch < 0 ? "not begun" : `at epoch ${epoch} it is ${seen.at(-1).toFixed(3)}`)
          + (stopped ? `; the best was ${validation[best].toFixed(3)} at epoch ${best}.` : "."));
    }
    function told() {
      const { validation, best, loss } = now(), epoch = model.get("epoch");
      if (epoch < 0)
        return ["",
          "Press start. The loss will not fall smoothly: wait too little and a bump fools you, "
          + "wait too long and it rises."];
      const value = validation[epoch].toFixed(3), lowest = validation[best].toFixed(3);
      if (!model.get("stopped"))
        return ["",
          `Epoch ${epoch}: validation loss ${value}, lowest so far `
          + `${Math.min(...validation.slice(0, epoch + 1)).toFixed(3)}.`];
      if (epoch === best)
        return ["right",
          `You stopped at the very best epoch: ${value}. Luck or skill? Try another round.`];
      if (epoch < best)
        return [validation[epoch] - validation[best] < 0.01 ? "right" : "wrong",
          `You stopped at epoch ${epoch} with ${value}, ${best - epoch} before the best: it `
          + `went on to ${lowest} at epoch ${best}.`];
      return [validation[epoch] - validation[best] < 0.01 ? "right" : "",
        `The best, ${lowest}, was at epoch ${best}; you stopped ${epoch - best} later at `
        + `${value}. Nothing is lost if the weights of the best epoch were kept. The training `
        + `loss goes on falling, to ${loss.at(-1).toFixed(3)}.`];
    }
    function drawRule() {
      const { validation, best } = now(), [end, kept] = stopAt();
      patience.value = model.get("patience");
      patienceText.textContent = `${model.get("patience")} epochs`;
      deltaChoice.show(minDeltas.indexOf(model.get("min_delta")));
      const gap = validation[kept] - validation[best],
        ran = end === validation.length - 1 && end - kept < model.get("patience");
      rule.textContent = `nn.EarlyStopping(patience=${model.get("patience")}, `
        + `min_delta=${model.get("min_delta")}) `
        + `${ran ? "never stops: all epochs run" : `stops at epoch ${end}`} and keeps epoch `
        + `${kept} (${validation[kept].toFixed(3)}), `
        + `${gap === 0 ? "the very best" : `${gap.toFixed(3)} above the best`}.`;
      Object.assign(rule.dataset, { stop: end, kept });
    }
    function draw() {
      const epoch = model.get("epoch"), stopped = model.get("stopped");
      roundChoice.show(model.get("round"));
      drawChart();
      drawRule();
      start.textContent = stopped
        ? "Again"
        : timer !== null
        ? "Pause"
        : epoch < 0
        ? "Start ▶"
        : "Go on ▶";
      next.disabled = stopped;
      stop.disabled = stopped || epoch < 0;
      compare.hidden = !stopped;
      Demo.say(says, ...told());
      Object.assign(root.dataset, { round: model.get("round"), epoch, stopped });
    }
    // Read aloud only what ends a run, not every epoch.
    const quiet = () => says.setAttribute("aria-live", timer === null ? "polite" : "off");
    const redraw = () => {
      quiet();
      draw();
    };
    const leave = Demo.listen(model, { "round epoch stopped patience min_delta": redraw });
    draw();
    return () => {
      halt();
      leave();
    };
  }
};
