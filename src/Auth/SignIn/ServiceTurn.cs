using Amplify.CognitoIdentityProvider.Model;
using Amplify.Errors;

namespace Amplify.SignIn;

/// <summary>What the service says in a sign-in: tokens, or a challenge. The two operations that say it have no common type.</summary>
internal sealed class ServiceTurn
{
    private static readonly Dictionary<string, string> _none = [];

    private ServiceTurn(string operation, string? requestId, AuthenticationResultType? tokens, string? challengeName, IReadOnlyDictionary<string, string>? parameters, string? session, IEnumerable<string?>? available)
    {
        if (tokens is null == string.IsNullOrEmpty(challengeName))
        {
            throw new AuthException(TransportErrors.InvalidResponse(operation, "it holds neither tokens nor a challenge, or both", requestId));
        }

        Operation = operation;
        RequestId = requestId;
        Tokens = tokens;
        ChallengeName = challengeName;
        Parameters = parameters?.Where(p => p.Value is not null).ToDictionary(StringComparer.Ordinal) ?? _none;
        Session = string.IsNullOrEmpty(session) ? null : new Secret(session);
        AvailableChallenges = [.. (available ?? []).OfType<string>()];
    }

    public string Operation { get; }

    public string? RequestId { get; }

    public AuthenticationResultType? Tokens { get; }

    public string? ChallengeName { get; }

    public IReadOnlyDictionary<string, string> Parameters { get; }

    /// <summary>The user name the service resolved an alias to earlier in this proof; later challenges need not repeat it.</summary>
    public string? ResolvedUsername { get; init; }

    /// <summary>The first factors the user could use, by the service's names; empty where it does not say.</summary>
    public IReadOnlyList<string> AvailableChallenges { get; }

    /// <summary>What the answer must carry; PASSWORD_VERIFIER has none.</summary>
    public Secret? Session { get; }

    public static ServiceTurn From(InitiateAuthResponse response) => new(
        "InitiateAuth", response.ResponseMetadata?.RequestId, response.AuthenticationResult, response.ChallengeName?.Value, response.ChallengeParameters, response.Session, response.AvailableChallenges);

    public static ServiceTurn From(RespondToAuthChallengeResponse response, string? resolvedUsername = null) => new(
        "RespondToAuthChallenge", response.ResponseMetadata?.RequestId, response.AuthenticationResult, response.ChallengeName?.Value, response.ChallengeParameters, response.Session, response.AvailableChallenges)
    {
        ResolvedUsername = resolvedUsername,
    };

    /// <summary>A challenge parameter that must be there.</summary>
    /// <exception cref="AuthException">It is not.</exception>
    public string Need(string parameter) => Parameters.TryGetValue(parameter, out string? value) && value.Length > 0
        ? value
        : throw new AuthException(TransportErrors.InvalidResponse(Operation, $"the challenge {ChallengeName} lacks {parameter}", RequestId));
}
