using Amplify.Configuration;

namespace Amplify.Mfa;

/// <summary>What the configuration knows of the pool's factors, so that a call that can only fail is not made.</summary>
internal sealed class MfaPreflight(AuthSettings settings)
{
    /// <summary>Whether the pool offers a factor; where the configuration does not say, the service will.</summary>
    /// <exception cref="AuthException"><see cref="AuthErrorReason.FactorDisabled"/>: it does not.</exception>
    public void Check(MfaMethod method)
    {
        if (settings.MfaRequirement == MfaRequirement.None)
        {
            throw Disabled($"The configuration says that the user pool has no second factors ({nameof(AuthOptions.MfaRequirement)} is None).");
        }

        if (settings.MfaMethods is { } offered && !offered.Contains(method))
        {
            throw Disabled($"The configuration says that the user pool does not offer {method}: {nameof(AuthOptions.MfaMethods)} lists {(offered.Count == 0 ? "nothing" : string.Join(", ", offered))}.");
        }
    }

    private static AuthException Disabled(string message) => new(new AuthError
    {
        Reason = AuthErrorReason.FactorDisabled,
        Message = message,
        Suggestion = $"Enable the factor in the user pool; if it is enabled there, bring {nameof(AuthOptions)} up to date or set both members to null.",
    });
}
