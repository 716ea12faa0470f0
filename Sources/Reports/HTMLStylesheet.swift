/// How a report looks: on a screen in light or dark, on a telephone, and on A4.
enum HTMLStylesheet {
  static let text =
    colours + page + words + numbers + figures + GraphTheme.stylesheet + narrow + print

  private static let colours = """
    :root{color-scheme:light dark;--paper:#fff;--ink:#1c2430;--quiet:#586273;--line:#e1e5ea;\
    --wash:#f6f7f9;--accent:#0b64ad;--note:#0b64ad;--warning:#a34100;--good:#00694f;\
    --serif:"Iowan Old Style","Palatino Linotype",Palatino,"Source Serif 4",Charter,"DejaVu Serif",Georgia,serif;\
    --sans:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",sans-serif;\
    --mono:ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace}
    @media (prefers-color-scheme:dark){:root{--paper:#14181e;--ink:#e7eaef;--quiet:#a4adba;\
    --line:#2b323c;--wash:#1b2028;--accent:#7cbcf6;--note:#7cbcf6;--warning:#f5a468;--good:#54cfa8}}

    """

  private static let page = """
    *{box-sizing:border-box}
    html{-webkit-text-size-adjust:100%;scroll-behavior:smooth}
    @media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
    body{margin:0;background:var(--paper);color:var(--ink);font:17px/1.6 var(--serif);\
    font-variant-numeric:lining-nums}
    .page{max-width:1240px;margin:0 auto;padding:4.5rem 2.5rem 5rem;display:grid;\
    grid-template-columns:13rem minmax(0,1fr);column-gap:4.5rem}
    .masthead{grid-column:2;margin-bottom:2.2rem}
    main,.colophon{grid-column:2;min-width:0}
    .contents{grid-column:1;grid-row:2/span 2;font:13px/1.45 var(--sans);position:sticky;top:2.5rem;\
    align-self:start;max-height:calc(100vh - 4rem);overflow:auto}
    .contents h2{font:600 12px/1.4 var(--sans);color:var(--quiet);margin:.3rem 0 .7rem;border:0;padding:0}
    .contents ol{list-style:none;margin:0;padding:0;border-left:1px solid var(--line)}
    .contents a{display:block;padding:.28rem 0 .28rem .9rem;color:var(--quiet);text-decoration:none}
    .contents a:hover,.contents a:focus-visible{color:var(--ink)}
    .skip{position:absolute;left:-100rem}
    .skip:focus{left:1rem;top:1rem;background:var(--paper);padding:.5rem}
    .offstage{position:absolute;left:-100rem;top:0}
    a{color:var(--accent);text-underline-offset:.15em}
    :focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:2px}

    """

  private static let words = """
    .kicker{font:13px/1.4 var(--sans);color:var(--quiet);margin:0 0 1.1rem}
    .brand{font-weight:650;color:var(--ink);margin-right:.15em}
    h1{font:600 2.5rem/1.14 var(--serif);letter-spacing:-.012em;margin:0;max-width:24ch;text-wrap:balance}
    .subtitle{font-size:1.15rem;line-height:1.5;color:var(--quiet);margin:.9rem 0 0;max-width:38rem}
    .caveat{font:14px/1.5 var(--sans);color:var(--warning);margin:1.3rem 0 0}
    h2{font:600 1.5rem/1.25 var(--serif);letter-spacing:-.006em;margin:0 0 1rem;text-wrap:balance}
    h3{font:600 1rem/1.4 var(--sans);margin:2rem 0 .5rem}
    section{margin:0 0 4rem;scroll-margin-top:2rem}
    p{margin:0 0 1rem;max-width:40rem;text-wrap:pretty}
    strong{font-weight:650}
    .answer{margin-bottom:4rem}
    .answer>p{font-size:1.22rem;line-height:1.55;max-width:42rem}
    .callout{margin:1.8rem 0;padding:1rem 1.25rem;background:var(--wash);border-radius:6px;max-width:44rem;\
    font:15px/1.55 var(--sans)}
    .callout h3{margin:0 0 .25rem;font-size:15px}
    .callout p{margin:0}
    .callout.warning h3{color:var(--warning)}
    .callout.note h3{color:var(--note)}
    code{font:.88em var(--mono)}
    pre{font:13.5px/1.55 var(--mono);background:var(--wash);border-radius:6px;padding:.9rem 1.1rem;\
    overflow-x:auto;max-width:100%;margin:0 0 1.2rem}
    pre code{font:inherit}
    dl{display:grid;grid-template-columns:minmax(8rem,max-content) minmax(0,1fr);gap:.45rem 1.6rem;margin:0 0 1.4rem;\
    font:14px/1.5 var(--sans)}
    dt{color:var(--quiet)}
    dd{margin:0;overflow-wrap:anywhere}
    .definitions{font-size:15px;max-width:48rem}
    .definitions dt{color:var(--ink);font-weight:600}
    .colophon{border-top:1px solid var(--line);padding-top:2rem;font-size:15px}
    .colophon h2{font-size:1.15rem}
    .fine{font:13px/1.5 var(--sans);color:var(--quiet);margin-top:.6rem}

    """

  private static let numbers = """
    .tiles{list-style:none;display:grid;grid-template-columns:repeat(auto-fit,minmax(200px,1fr));gap:0 2rem;\
    margin:2.2rem 0 0;padding:0}
    .tile{border-top:2px solid var(--ink);padding:.8rem 0 1.4rem;font:13px/1.45 var(--sans);color:var(--quiet);\
    display:flex;flex-direction:column}
    .tile p{margin:0}
    .tile-name{color:var(--ink);font-weight:600;font-size:14px}
    .tile .tile-value{font:600 2.1rem/1.2 var(--serif);color:var(--ink);margin:.25rem 0 .3rem;letter-spacing:-.01em}
    .unit{font-size:.55em;font-weight:400;color:var(--quiet);letter-spacing:0}
    .tile .tile-status{margin-top:.45rem}
    .status::before{content:"";display:inline-block;width:.55em;height:.55em;margin-right:.5em;border:1.5px solid currentColor;\
    border-radius:50%}
    .status.agrees{color:var(--good)}.status.agrees::before{background:currentColor}
    .status.differs,.status.refused{color:var(--warning)}
    .status.differs::before{background:currentColor;border-radius:0;transform:rotate(45deg)}
    .status.refused::before{border-radius:0}
    .table-frame{overflow-x:auto;margin:1.2rem 0 1.6rem}
    table{border-collapse:collapse;font:14px/1.45 var(--sans);font-variant-numeric:tabular-nums lining-nums;min-width:min(100%,26rem)}
    caption{text-align:left;color:var(--quiet);padding-bottom:.6rem}
    th{font-weight:600;text-align:left;vertical-align:bottom;border-bottom:1.5px solid var(--ink);padding:.35rem 1.6rem .45rem 0}
    th .unit{font-size:1em;white-space:nowrap}
    td{border-bottom:1px solid var(--line);padding:.42rem 1.6rem .42rem 0;vertical-align:top}
    th:last-child,td:last-child{padding-right:0}
    th.trailing,td.trailing{text-align:right;white-space:nowrap}

    """

  private static let figures = """
    figure{margin:2.2rem 0 2.6rem}
    .panels{display:grid;gap:1.8rem 2rem;grid-template-columns:minmax(0,1fr)}
    .columns-2 .panels{grid-template-columns:repeat(2,minmax(0,1fr))}
    .columns-3 .panels{grid-template-columns:repeat(3,minmax(0,1fr))}
    .columns-4 .panels{grid-template-columns:repeat(4,minmax(0,1fr))}
    .panel{min-width:0}
    .panel-title{margin:0 0 .3rem;font-size:14px}
    .chart{width:100%;overflow-x:auto}
    .chart svg{display:block;max-width:100%;height:auto;overflow:visible}
    .vega-embed{width:100%;display:block}
    figcaption{font:14px/1.55 var(--sans);color:var(--quiet);max-width:44rem;margin-top:.6rem}
    figcaption .number{font-weight:600;color:var(--ink)}
    .tools{margin:.1rem 0 0;display:flex;gap:.9rem;opacity:0;transition:opacity .15s}
    .panel:hover .tools,.tools:focus-within{opacity:1}
    @media (hover:none){.tools{opacity:1}}
    .tools button{font:12px/1.4 var(--sans);color:var(--quiet);background:none;border:0;padding:.15rem 0;cursor:pointer}
    .tools button:hover{color:var(--accent);text-decoration:underline}
    .data{font:14px/1.5 var(--sans);margin-top:.5rem}
    .data summary{color:var(--quiet);cursor:pointer;width:max-content}
    .data[open]>summary{margin-bottom:.4rem}
    .data .table-frame{max-height:22rem;overflow:auto;margin:.4rem 0 1rem}
    .data table{font-size:13px}
    .data h4{font:600 13px/1.4 var(--sans);margin:.8rem 0 0}
    #vg-tooltip-element{position:fixed;z-index:9;visibility:hidden;pointer-events:none;background:var(--paper);color:var(--ink);\
    border:1px solid var(--line);border-radius:5px;padding:.4rem .6rem;font:12px/1.45 var(--sans);box-shadow:0 2px 10px rgb(0 0 0/.14)}
    #vg-tooltip-element.visible{visibility:visible}
    #vg-tooltip-element table{font-size:12px;min-width:0}
    #vg-tooltip-element td{border:0;padding:0 .6rem 0 0}
    #vg-tooltip-element td.key{color:var(--quiet)}

    """

  private static let narrow = """
    @media (max-width:1020px){.page{display:block;padding:2.5rem 1.5rem 4rem;max-width:820px}
    .contents{position:static;max-height:none;margin:0 0 2.4rem}
    .columns-3 .panels,.columns-4 .panels{grid-template-columns:repeat(2,minmax(0,1fr))}}
    @media (max-width:620px){body{font-size:16px}.page{padding:1.6rem 1.1rem 3rem}h1{font-size:1.9rem}
    .answer>p{font-size:1.1rem}td.leading{min-width:6.5rem}td:first-child{min-width:5rem}pre{white-space:pre-wrap;overflow-wrap:anywhere}.tiles{grid-template-columns:minmax(0,1fr)}
    .columns-2 .panels,.columns-3 .panels,.columns-4 .panels{grid-template-columns:minmax(0,1fr)}
    dl{grid-template-columns:minmax(0,1fr);gap:.1rem}dd{margin-bottom:.6rem}
    section{margin-bottom:3rem}}

    """

  private static let print = """
    @page{size:A4;margin:18mm 17mm 20mm}
    @media print{:root{color-scheme:light;--paper:#fff;--ink:#111;--quiet:#4d5562;--line:#d5d9de;--wash:#f4f5f7;\
    --accent:#111;--note:#111;--warning:#8a3700;--good:#005a44}
    body{font-size:10.5pt;line-height:1.5}
    .page{display:block;max-width:none;padding:0}
    .contents,.skip,.tools,.panels~.data,#vg-tooltip-element{display:none!important}
    h1{font-size:22pt}h2{font-size:14pt;break-after:avoid}h3,h4{break-after:avoid}
    .answer>p{font-size:12pt}
    section{margin-bottom:1.6rem}
    figure,.callout,.tile,tr{break-inside:avoid}
    figure{margin:1.2rem 0 1.4rem}
    thead{display:table-header-group}
    .table-frame{overflow:visible}
    .tiles{grid-template-columns:repeat(3,1fr);gap:0 1.2rem}
    .columns-2 .panels{grid-template-columns:repeat(2,minmax(0,1fr))}
    .columns-3 .panels{grid-template-columns:repeat(3,minmax(0,1fr));gap:1rem}
    .columns-4 .panels{grid-template-columns:repeat(4,minmax(0,1fr));gap:1rem}
    dl{grid-template-columns:minmax(7rem,max-content) minmax(0,1fr);gap:.2rem 1.4rem;font-size:9pt}dd{margin:0}
    .tile .tile-value{font-size:17pt}
    table{font-size:9pt}
    figcaption{font-size:9pt}
    p,li{orphans:3;widows:3}
    pre{white-space:pre-wrap}
    a{text-decoration:none}}

    """
}
