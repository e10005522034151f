namespace Amplify.Tests.Model;

/// <summary>A refresh behind the callers' backs: it may reach the service at any moment, and its answer may be shown at any moment after that.</summary>
/// <param name="Answer">What the service has said; null until it was asked.</param>
internal sealed record ModelFlight(RefreshAnswer? Answer = null);
