namespace Amplify.Desktop;

/// <summary>Why a request is not the browser coming back.</summary>
internal enum Refusal
{
    /// <summary>It may be.</summary>
    None,

    /// <summary>Not HTTP/1.1 as the standard has it, or one of its ambiguous forms.</summary>
    Malformed,

    /// <summary>The address is too long.</summary>
    TargetTooLong,

    /// <summary>Too many or too long headers.</summary>
    HeadersTooLarge,

    /// <summary>Sent to another name that leads here.</summary>
    WrongHost,

    /// <summary>Another page.</summary>
    WrongPath,

    /// <summary>Not a GET.</summary>
    WrongMethod,

    /// <summary>A page's script, frame or image asks, or a browser ahead of its user.</summary>
    NotANavigation,

    /// <summary>Another attempt's, a replayed or a forged callback.</summary>
    NotTheAnswer,

    /// <summary>The answer is there already.</summary>
    Late,
}
