import Mustache

/// The page's skeleton in Mustache. Two braces escape; three are for HTML that was made by
/// ``HTMLText``, for the page's own scripts, and for JSON without a `<`.
enum HTMLTemplates {
  static let library: MustacheLibrary = {
    var library = MustacheLibrary()
    do {
      for (name, text) in [
        ("page", page), ("block", block), ("tiles", tiles), ("table", table), ("figure", figure),
        ("graph", graph),
      ] {
        try library.register(MustacheTemplate(string: text), named: name)
      }
    } catch {
      preconditionFailure("a template of the report does not parse: \(error)")
    }
    return library
  }()

  private static let page = """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="{{{policy}}}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="generator" content="Primed">
    <title>{{title}}</title>
    <style>{{{style}}}</style>
    </head>
    <body>
    <a class="skip" href="#answer">Skip to the answer</a>
    <div class="page">
    <header class="masthead">
    <p class="kicker"><span class="brand">Primed</span> {{kind}}</p>
    <h1>{{title}}</h1>
    {{#subtitle}}<p class="subtitle">{{text}}</p>{{/subtitle}}
    {{#caveat}}<p class="caveat">{{text}}</p>{{/caveat}}
    </header>
    <nav class="contents" aria-label="Contents">
    <h2>Contents</h2>
    <ol>
    <li><a href="#answer">The answer</a></li>
    {{#contents}}<li><a href="#{{id}}">{{title}}</a></li>
    {{/contents}}<li><a href="#colophon">How this report was made</a></li>
    </ol>
    </nav>
    <main>
    <section id="answer" class="answer" aria-label="The answer">
    {{#answer}}<p>{{{.}}}</p>
    {{/answer}}{{#headline}}{{> tiles}}{{/headline}}
    {{#missingBundle}}<div class="callout note"><h3>Figures are shown as tables</h3><p>The drawing program was not found when this report was written. Run <code>Scripts/install-vega</code> in Primed’s repository (or <code>make demo</code>, which does it), then write the report again.</p></div>{{/missingBundle}}
    {{#drawing}}<noscript><p class="fine">Figures are drawn by a script, and scripts are switched off here; the numbers behind each figure stand below it.</p></noscript>{{/drawing}}
    </section>
    {{#sections}}<section id="{{id}}">
    <h2>{{title}}</h2>
    {{#blocks}}{{> block}}{{/blocks}}
    </section>
    {{/sections}}</main>
    <footer id="colophon" class="colophon">
    <h2>How this report was made</h2>
    {{#rerun}}<p>To make it again:</p><pre class="command"><code>{{command}}</code></pre>{{/rerun}}
    <dl>{{#colophon}}<dt>{{name}}</dt><dd>{{value}}</dd>{{/colophon}}</dl>
    {{#caveat}}<p class="caveat">{{text}}</p>{{/caveat}}
    {{#drawing}}<p class="fine">Figures are drawn in this page by Vega, Vega-Lite and Vega-Embed (BSD 3-Clause, © University of Washington Interactive Data Lab and contributors); their licence stands in this file with the program.</p>{{/drawing}}
    </footer>
    </div>
    {{#drawing}}<script type="application/json" id="figure-themes">{{{themes}}}</script>
    <script>{{{bundle}}}</script>
    <script>{{{script}}}</script>{{/drawing}}
    </body>
    </html>

    """

  private static let block = """
    {{#paragraph}}<p>{{{text}}}</p>{{/paragraph}}\
    {{#callout}}<aside class="callout {{kind}}"><h3>{{title}}</h3><p>{{{text}}}</p></aside>{{/callout}}\
    {{#keyFigures}}{{> tiles}}{{/keyFigures}}\
    {{#table}}{{#folded}}<details class="data"><summary>{{words}}</summary>{{/folded}}\
    {{> table}}{{#folded}}</details>{{/folded}}{{/table}}\
    {{#figure}}{{> figure}}{{/figure}}\
    {{#graph}}{{> graph}}{{/graph}}\
    {{#code}}<pre><code class="language-{{language}}">{{text}}</code></pre>{{/code}}\
    {{#definitions}}<dl class="definitions">{{#items}}<dt>{{term}}</dt><dd>{{{meaning}}}</dd>{{/items}}</dl>{{/definitions}}

    """

  private static let tiles = """
    <ul class="tiles">{{#tiles}}<li class="tile {{kind}}"><p class="tile-name">{{name}}</p>\
    <p class="tile-value">{{value}}{{#unit}} <span class="unit">{{text}}</span>{{/unit}}</p>\
    {{#reason}}<p class="tile-line">{{text}}</p>{{/reason}}\
    {{#interval}}<p class="tile-line">{{text}}</p>{{/interval}}\
    {{#published}}<p class="tile-line">{{text}}</p>{{/published}}\
    {{#status}}<p class="tile-status"><span class="status {{kind}}">{{word}}</span></p>{{/status}}</li>{{/tiles}}</ul>
    """

  private static let table = """
    <div class="table-frame" role="group" aria-label="Table" tabindex="0"><table>{{#tableCaption}}<caption>{{{text}}}</caption>{{/tableCaption}}\
    <thead><tr>{{#columns}}<th scope="col" class="{{alignment}}">{{title}}{{#unit}} <span class="unit">{{text}}</span>{{/unit}}</th>{{/columns}}</tr></thead>\
    <tbody>{{#rows}}<tr>{{#cells}}<td class="{{alignment}}">{{{text}}}</td>{{/cells}}</tr>{{/rows}}</tbody></table></div>\
    {{#cut}}<p class="fine">The first {{shown}} of {{all}} rows; the CSV has them all.</p>{{/cut}}
    """

  private static let figure = """
    <figure class="columns-{{columns}}" aria-label="Figure {{number}}. {{alternative}}">\
    {{#drawsPanels}}<div class="panels">{{#panels}}<div class="panel">\
    {{#panelTitle}}<h3 class="panel-title">{{text}}</h3>{{/panelTitle}}\
    <div class="chart" id="{{id}}" role="img" aria-label="{{alternative}}" data-name="{{name}}"></div>\
    <script type="application/json" id="{{id}}-specification">{{{specification}}}</script>\
    <script type="application/json" id="{{id}}-csv">{{{csv}}}</script>\
    <p class="tools" data-chart="{{id}}"><button type="button" data-save="png">PNG</button>\
    <button type="button" data-save="svg">SVG</button>\
    <button type="button" data-save="csv">CSV</button></p></div>{{/panels}}</div>{{/drawsPanels}}\
    <figcaption><span class="number">Figure {{number}}.</span> {{{caption}}}</figcaption>\
    <details class="data"{{^drawsPanels}} open{{/drawsPanels}}><summary>The numbers behind it</summary>\
    {{#panels}}{{#panelTitle}}<h4>{{text}}</h4>{{/panelTitle}}{{#dataTable}}{{> table}}{{/dataTable}}{{/panels}}\
    </details></figure>
    """

  private static let graph = """
    <figure class="graph" aria-label="Figure {{number}}. {{alternative}}">{{#picture}}{{{svg}}}{{/picture}}\
    {{#noPicture}}<p class="fine">The picture is shown as a table: {{reason}}. Graphviz draws it; install the package graphviz.</p>{{/noPicture}}\
    <figcaption><span class="number">Figure {{number}}.</span> {{{caption}}}</figcaption>\
    <details class="data"{{^picture}} open{{/picture}}><summary>Every arrow in words</summary>\
    {{#dataTable}}{{> table}}{{/dataTable}}</details></figure>
    """
}
