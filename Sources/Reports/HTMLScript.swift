/// The script that draws a report's figures in the reader's light, and saves them when asked.
///
/// It tells what became of each figure in `data-state` (`drawn` or `failed`) and of them all in the
/// root element's `data-figures`.
enum HTMLScript {
  static let text = """
    (() => {
      "use strict";
      const read = (id) => JSON.parse(document.getElementById(id).textContent);
      const themes = read("figure-themes");
      const charts = [...document.querySelectorAll(".chart")];
      const dark = matchMedia("(prefers-color-scheme: dark)");
      const paper = matchMedia("print");
      const root = document.documentElement;
      const views = new Map();
      let generation = 0;
      let shown = "";

      const options = (theme, renderer) => ({
        mode: "vega-lite", ast: true, actions: false, defaultStyle: false, renderer,
        config: themes[theme], tooltip: { disableDefaultStyle: true, theme: "custom" },
      });

      async function draw(chart, theme) {
        try {
          const result = await vegaEmbed(
            chart, read(chart.id + "-specification"), options(theme, "svg"));
          views.get(chart)?.finalize();
          views.set(chart, result);
          chart.dataset.state = "drawn";
          chart.dataset.theme = theme;
        } catch (problem) {
          chart.dataset.state = "failed";
          chart.textContent = "This figure could not be drawn: " + problem.message;
          console.error(chart.id, problem);
        }
      }

      // On a screen the page stays alive between figures; before printing there is no time to wait,
      // and all are drawn before the event's handlers have run out.
      async function drawAll(theme, atOnce) {
        if (theme === shown) return;
        shown = theme;
        const mine = ++generation;
        root.dataset.figures = "drawing";
        if (atOnce) await Promise.all(charts.map((chart) => draw(chart, theme)));
        else for (const chart of charts) {
          await draw(chart, theme);
          await new Promise((proceed) => setTimeout(proceed));
          if (mine !== generation) return;
        }
        if (mine === generation) root.dataset.figures = "drawn";
      }

      const follow = () => drawAll(dark.matches && !paper.matches ? "dark" : "light");
      dark.addEventListener("change", follow);
      paper.addEventListener("change", follow);
      addEventListener("beforeprint", () => { drawAll("light", true); });
      addEventListener("afterprint", follow);

      function save(address, name) {
        const link = document.createElement("a");
        link.href = address;
        link.download = name;
        document.body.append(link);
        link.click();
        link.remove();
      }

      function saveText(text, type, name) {
        const address = URL.createObjectURL(new Blob([text], { type }));
        save(address, name);
        setTimeout(() => URL.revokeObjectURL(address), 10000);
      }

      // A saved picture is for paper: always light, on white, as wide as it stands here.
      async function picture(chart, kind) {
        const place = document.createElement("div");
        place.className = "offstage";
        document.body.append(place);
        const specification = read(chart.id + "-specification");
        if (specification.width === "container") specification.width = views.get(chart).view.width();
        specification.background = "#ffffff";
        const result = await vegaEmbed(place, specification, options("light", "svg"));
        try {
          return kind === "png"
            ? await result.view.toImageURL("png", 3) : await result.view.toSVG();
        } finally {
          result.finalize();
          place.remove();
        }
      }

      document.addEventListener("click", async (event) => {
        const button = event.target.closest("button[data-save]");
        if (!button) return;
        const chart = document.getElementById(button.parentElement.dataset.chart);
        const kind = button.dataset.save;
        const name = chart.dataset.name + "." + kind;
        if (kind === "csv") saveText(read(chart.id + "-csv"), "text/csv;charset=utf-8", name);
        else if (kind === "svg") saveText(await picture(chart, kind), "image/svg+xml", name);
        else save(await picture(chart, kind), name);
      });

      follow();
    })();
    """
}
