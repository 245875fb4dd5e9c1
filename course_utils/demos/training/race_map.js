// Where things lie in the optimizer race, on the map of the weights and on the chart of the losses,
// and what stands still there.
const MAP = { left: 44, top: 12, width: 560, height: 300 };
const CHART = { left: 690, top: 12, width: 256, height: 300, low: -6, high: 2 }; // powers of ten

// A path may leave the map, but not so far that the browser cannot draw it.
const far = (v) => Math.max(-9999, Math.min(9999, v));
function onMap({ window: [left, right, bottom, top] }, [x, y]) {
  return [far(MAP.left + MAP.width * (x - left) / (right - left)),
    far(MAP.top + MAP.height * (top - y) / (top - bottom))];
}
const isOnMap = ([x, y]) =>
  x > MAP.left && x < MAP.left + MAP.width && y > MAP.top && y < MAP.top + MAP.height;
function onChart(share, loss) {
  const power = Math.min(CHART.high, Math.max(CHART.low, Math.log10(loss)));
  return [CHART.left + CHART.width * share,
    CHART.top + CHART.height * (CHART.high - power) / (CHART.high - CHART.low)];
}

function chartAxes(steps) {
  const { left, top, width, height } = CHART, g = Demo.svg("g", {});
  const text = (x, y, words, more) =>
    Demo.svg("text", { x, y, "text-anchor": "middle", ...more }, words);
  for (let p = CHART.low; p <= CHART.high; p += 2) {
    const [, y] = onChart(0, 10 ** p);
    g.append(Demo.svg("line", { class: "race-grid", x1: left, x2: left + width, y1: y, y2: y }),
      text(left - 8, y, p === 0 ? "1" : "10" + Demo.superscript(p),
        { "text-anchor": "end", "dominant-baseline": "central" }));
  }
  for (const share of [0, 0.5, 1])
    g.append(text(onChart(share, 1)[0], top + height + 20, steps * share));
  const middle = top + height / 2;
  g.append(Demo.svg("rect", { class: "race-frame", x: left, y: top, width, height }),
    text(left + width / 2, top + height + 44, "steps (one gradient each)"),
    text(left - 58, middle, "loss", { transform: `rotate(-90 ${left - 58} ${middle})` }));
  return g;
}

// The levels of the loss; their outlines are in the units of the weights.
function mapRegions({ window: [left, right, bottom, top], regions }) {
  const sx = MAP.width / (right - left), sy = MAP.height / (top - bottom);
  const transform = `matrix(${sx} 0 0 ${-sy} ${MAP.left - left * sx} ${MAP.top + top * sy})`;
  return Demo.svg("g", { transform }, ...regions.map((d) =>
    Demo.svg("path", { class: "race-region race-map", d, "fill-rule": "evenodd" })
  ));
}

// The start, the lowest points and the axes' numbers.
function mapMarks(surface, lowest) {
  const { window: [left, right, bottom, top], start, formula } = surface;
  const tick = (x, y, anchor, value) =>
    Demo.svg("text", { x, y, "text-anchor": anchor }, Demo.minus(value));
  const goals = lowest.map((point) => onMap(surface, point)).map(([x, y]) =>
    Demo.svg("path", { class: "race-goal", d: `M${x - 7},${y}h14M${x},${y - 7}v14` })
  );
  const [cx, cy] = onMap(surface, start), end = MAP.left + MAP.width, foot = MAP.top + MAP.height;
  const middle = MAP.top + MAP.height / 2;
  return [...goals, Demo.svg("circle", { class: "race-start", cx, cy, r: 5 }),
    tick(MAP.left, foot + 20, "start", left), tick(end, foot + 20, "end", right),
    tick(MAP.left - 6, foot - 2, "end", bottom), tick(MAP.left - 6, MAP.top + 14, "end", top),
    Demo.svg("text", { x: MAP.left + MAP.width / 2, y: foot + 44, "text-anchor": "middle" },
      `weight x   (f = ${formula}; ○ start, + lowest)`),
    Demo.svg("text", { x: 16, y: middle, "text-anchor": "middle",
      transform: `rotate(-90 16 ${middle})` }, "weight y")];
}
