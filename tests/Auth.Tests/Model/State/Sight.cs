namespace Amplify.Tests.Model;

/// <summary>A snapshot of a session, as the model expects it.</summary>
/// <param name="State">Signed in, offline, signed out.</param>
/// <param name="Held">The session; null when nobody is signed in.</param>
/// <param name="End">Why the last one ended.</param>
/// <param name="Error">Why it could not be renewed.</param>
internal sealed record Sight(AuthSessionState State, HeldSession? Held, SessionEndReason? End = null, string? Error = null)
{
    public Outcome Outcome => Describe(State, Held?.UserId, Held?.Claims, End?.ToString(), Error);

    /// <summary>What an application gets that needs a token and has none.</summary>
    public string Refusal => Error ?? SignInRequired(End?.ToString());

    public static string SignInRequired(string? end) => end is null ? "SignInRequired" : $"SignInRequired({end})";

    public static Outcome Describe(AuthSessionState state, string? user, string? claims, string? end, string? error) => user is null
        ? end is null ? "nobody" : $"nobody, {end}"
        : new Outcome(error is null ? $"{user} {state}" : $"{user} {state}, {error}", claims ?? "");
}
