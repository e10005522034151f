using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Amplify.Emulator;

/// <summary><c>/oauth2/userInfo</c>: what the scopes of an access token show of its user.</summary>
internal sealed class UserInfoEndpoint(EmulatorState state)
{
    private const string Scheme = "Bearer ";
    private static readonly string[] Narrowing = ["email", "phone", "profile"];
    private readonly AccessTokens _accessTokens = new(state);

    public Answer Act(HostedUiContext context)
    {
        if (context.Web.Authorization?.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) != true)
        {
            return Refuse("invalid_request", "Bad OAuth2 request at UserInfo Endpoint", StatusCodes.Status400BadRequest);
        }

        try
        {
            (SignInRecord signIn, IReadOnlyList<string> scopes) = _accessTokens.Read(context.Web.Authorization[Scheme.Length..].Trim(), "openid");
            return signIn.Client.Pool == context.Pool ? OAuthAnswers.Json(Describe(signIn, scopes)) : Dead();
        }
        catch (ServiceException)
        {
            return Dead();
        }
    }

    private static JsonObject Describe(SignInRecord signIn, IReadOnlyList<string> scopes)
    {
        var claims = new JsonObject { ["sub"] = signIn.User.Sub };
        foreach ((string name, string value) in signIn.User.Attributes.Where(attribute => signIn.Client.Settings.CanRead(attribute.Key) && Shows(scopes, attribute.Key)))
        {
            claims[name] = value;
        }

        claims["username"] = signIn.User.Username;
        return claims;
    }

    // openid alone shows all the client may read; the narrower scopes show their share.
    private static bool Shows(IReadOnlyList<string> scopes, string attribute) => !scopes.Any(Narrowing.Contains) || scopes.Contains(attribute switch
    {
        "email" or "email_verified" => "email",
        "phone_number" or "phone_number_verified" => "phone",
        _ => "profile",
    });

    private static Answer Dead() =>
        Refuse("invalid_token", "Access token is expired, disabled, or deleted, or the user has globally signed out.", StatusCodes.Status401Unauthorized);

    private static Answer Refuse(string error, string description, int status) =>
        OAuthAnswers.Tell(new ServiceException(error, description, status), $"error=\"{error}\", error_description=\"{description}\"");
}
