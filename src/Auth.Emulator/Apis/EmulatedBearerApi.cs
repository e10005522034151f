using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Amplify.Emulator;

/// <summary>
/// An API behind the tokens of a user pool, access or ID, which it looks up: one that is expired, revoked, or whose user is gone gets HTTP 401 and <c>WWW-Authenticate: Bearer</c>.
/// It answers any method with JSON: <c>{"sub","tokenUse","method","path","bodyLength","bodySha256"}</c>.
/// </summary>
public sealed class EmulatedBearerApi : IApi
{
    private const string Scheme = "Bearer";

    internal EmulatedBearerApi(Uri endpoint, EmulatedUserPool pool)
    {
        Pool = pool;
        Url = new Uri(endpoint, $"/apis/bearer/{pool.Id}/");
    }

    /// <summary>Its address, with a slash at the end.</summary>
    public Uri Url { get; }

    /// <summary>The user pool whose tokens count.</summary>
    public EmulatedUserPool Pool { get; }

    /// <summary>Where every caller is sent on to, before anything is verified; <see langword="null"/> answers.</summary>
    public Uri? RedirectTo { get; set; }

    /// <summary>The status of that redirect.</summary>
    public int RedirectStatus { get; set; } = StatusCodes.Status307TemporaryRedirect;

    string IApi.Path => Url.AbsolutePath;

    Answer IApi.Judge(WireRequest request, EmulatorState state)
    {
        string[] parts = (request.Header("Authorization") ?? "").Split(' ', 2);
        if (parts.Length != 2 || !parts[0].Equals(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return Unauthorized(Scheme);
        }

        return CompactToken.Parse(parts[1].Trim()) is not { } token ? Invalid("it is no JWT")
            : Fault(token, state) is { } fault ? Invalid(fault)
            : ApiService.Echo(request, new JsonObject { ["sub"] = token.Text("sub"), ["tokenUse"] = token.Text("token_use") });
    }

    private string? Fault(CompactToken token, EmulatorState state)
    {
        SigningKey? key = token.Text("token_use") switch
        {
            "access" => Pool.Keys.Access,
            "id" => Pool.Keys.Id,
            _ => null,
        };
        if (token.Text("iss") != Pool.Issuer || key is null || !key.Verifies(token))
        {
            return "it is not of this user pool";
        }

        if (state.Clock.GetUtcNow().ToUnixTimeSeconds() >= (token.Number("exp") ?? 0))
        {
            return "the token has expired";
        }

        lock (Pool.Gate)
        {
            bool revoked = Pool.Tokens.FindSignIn(token.Text("origin_jti") ?? token.Text("event_id")) is { Revoked: true };
            return revoked ? "the token has been revoked" : Pool.Directory.BySub(token.Text("sub") ?? "") is { Enabled: true } ? null : "its user is gone";
        }
    }

    private static Answer Invalid(string why) => Unauthorized($"{Scheme} error=\"invalid_token\", error_description=\"{why}\"");

    private static Answer Unauthorized(string challenge) =>
        ApiService.Refuse(new ServiceException("UnauthorizedException", "Unauthorized", StatusCodes.Status401Unauthorized), KeyValuePair.Create("WWW-Authenticate", challenge));
}
