namespace Amplify;

/// <summary>What a protected step is bound to.</summary>
public sealed class ProtectOptions
{
    /// <summary>
    /// Anything the host knows again when the step returns, such as an anti-forgery or visitor id: the token works only with
    /// the same text. Null binds it to pool, app client and user only.
    /// </summary>
    public string? Binding { get; init; }
}
