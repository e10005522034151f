namespace Amplify.Emulator;

/// <summary>An authorization request that may go on: client and redirect URI belong together, and what it asks for is allowed.</summary>
internal sealed class AuthorizeRequest
{
    public required EmulatedAppClient Client { get; init; }

    public required string RedirectUri { get; init; }

    /// <summary>Whether tokens are asked for at once (<c>response_type=token</c>), in place of a code.</summary>
    public required bool IsImplicit { get; init; }

    public required string? State { get; init; }

    public IReadOnlyList<string> Scopes { get; init; } = [];

    public string? Nonce { get; init; }

    public string? CodeChallenge { get; init; }

    public string? Resource { get; init; }

    public IReadOnlyList<string> Prompts { get; init; } = [];

    public string? LoginHint { get; init; }

    /// <summary>The provider asked for: <c>COGNITO</c> or the name of one of the pool's; <see langword="null"/> leaves the choice to the user.</summary>
    public string? Provider { get; init; }

    /// <summary>The query it came with, which the links between pages repeat.</summary>
    public required string QueryString { get; init; }

    /// <summary>Where the browser goes with an answer for the client: in the query, or for tokens in the fragment.</summary>
    public string Answer(params IEnumerable<(string Name, string Value)> parameters)
    {
        if (State is not null)
        {
            parameters = parameters.Append(("state", State));
        }

        string joined = string.Join('&', parameters.Select(parameter => $"{parameter.Name}={Uri.EscapeDataString(parameter.Value)}"));
        char separator = IsImplicit ? '#' : RedirectUri.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        return $"{RedirectUri}{separator}{joined}";
    }

    public string Error(string error, string? description = null) =>
        Answer(description is null ? [("error", error)] : [("error_description", description), ("error", error)]);
}
