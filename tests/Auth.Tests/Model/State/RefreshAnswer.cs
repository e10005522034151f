namespace Amplify.Tests.Model;

/// <summary>What the service said to a refresh, on its way to the engine.</summary>
/// <param name="Over">The version of the session that was to be renewed.</param>
/// <param name="Renewed">The session with its new tokens; null when there are none.</param>
/// <param name="End">What ends the session.</param>
/// <param name="Error">What went wrong, and lets it go on.</param>
internal sealed record RefreshAnswer(int Over, HeldSession? Renewed = null, SessionEndReason? End = null, string? Error = null);
