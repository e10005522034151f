namespace Amplify.Desktop;

/// <summary>What all pages share: looks without images, fonts or scripts, so that nothing is loaded.</summary>
internal static class PageParts
{
    public const string Tick = """<path d="M17 29l8 8 15-17"/>""";

    public const string Mark = """<path d="M28 15v16M28 40v1"/>""";

    public const string Dash = """<path d="M18 28h20"/>""";

    /// <summary>Contrast of text is 7:1 at least, in either scheme; with forced colours the sign is drawn in the system's own.</summary>
    public const string Style = """

        :root { --page: #f2f4f7; --card: #fff; --line: #dfe3e8; --strong: #15191e; --soft: #444c56; --sign: #5b6570; --on-sign: #fff; --shadow: 0 1px 2px #0f172a14, 0 12px 32px #0f172a14 }
        .good { --sign: #17703f }
        .bad { --sign: #a33a00 }
        @media (prefers-color-scheme: dark) {
        :root { --page: #0e1116; --card: #171b22; --line: #2b323c; --strong: #f0f3f6; --soft: #b9c2cc; --sign: #8b96a3; --on-sign: #0e1116; --shadow: none }
        .good { --sign: #4cc38a }
        .bad { --sign: #ff9e64 }
        }
        * { box-sizing: border-box }
        body { margin: 0; min-height: 100vh; min-height: 100dvh; display: grid; place-items: center; padding: 1.5rem; background: var(--page); color: var(--soft); font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif }
        main { width: 100%; max-width: 26rem; padding: 2.5rem 2rem; text-align: center; background: var(--card); border: 1px solid var(--line); border-radius: 1rem; box-shadow: var(--shadow); overflow-wrap: anywhere }
        .app { margin: 0 0 1.75rem; font-weight: 600; color: var(--strong) }
        svg { display: block; margin: 0 auto 1.5rem; forced-color-adjust: auto }
        circle { fill: var(--sign) }
        path { fill: none; stroke: var(--on-sign); stroke-width: 4; stroke-linecap: round; stroke-linejoin: round }
        h1 { margin: 0 0 .6rem; font-size: 1.5rem; line-height: 1.25; font-weight: 650; color: var(--strong); text-wrap: balance }
        p { margin: 0; text-wrap: pretty }
        @media (max-width: 30rem) { body { padding: 1rem } main { padding: 2rem 1.25rem } }
        @media (forced-colors: active) { circle { fill: CanvasText } path { stroke: Canvas } }

        """;
}
