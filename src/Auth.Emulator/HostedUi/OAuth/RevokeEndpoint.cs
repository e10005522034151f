using Microsoft.AspNetCore.Http;

namespace Amplify.Emulator;

/// <summary><c>/oauth2/revoke</c>: ends a refresh token and everything issued from it.</summary>
internal static class RevokeEndpoint
{
    public static Answer Act(HostedUiContext context)
    {
        string token = context.Web.Form["token"] ?? throw OAuthErrors.InvalidRequest();
        EmulatedAppClient client = ClientAuthentication.Check(context.Pool, context.Web, StatusCodes.Status401Unauthorized);
        if (!client.Settings.EnableTokenRevocation)
        {
            throw OAuthErrors.InvalidRequest();
        }

        if (token.Count(c => c == '.') == 2)
        {
            throw new ServiceException("unsupported_token_type", "");
        }

        lock (context.Pool.Gate)
        {
            // A token nobody knows has nothing to revoke (RFC 7009 §2.2); one of another client is none of this one's business.
            if (context.Pool.Tokens.FindRefreshToken(token) is { } record)
            {
                record.SignIn.Revoked = record.SignIn.Client == client ? true : throw OAuthErrors.InvalidRequest();
            }
        }

        return OAuthAnswers.Empty();
    }
}
