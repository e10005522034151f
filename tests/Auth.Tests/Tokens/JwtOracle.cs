using System.IdentityModel.Tokens.Jwt;
using System.Security.Claims;
using Amplify.Tokens;
using Microsoft.IdentityModel.Tokens;

namespace Amplify.Tests.Tokens;

/// <summary>
/// The same decision by System.IdentityModel.Tokens.Jwt 5.7.2. It knows no list of algorithms and neither <c>token_use</c> nor <c>client_id</c>,
/// so those are asked of what it read.
/// </summary>
internal sealed class JwtOracle
{
    private readonly JwtSecurityTokenHandler _handler = new() { MapInboundClaims = false };
    private readonly RsaSecurityKey _key = new(TokenForge.PoolKey.ExportParameters(includePrivateParameters: false)) { KeyId = TokenForge.KeyId };

    /// <summary>Decides at a given time: the library reads the token's times, and only the comparison, which it makes with the machine's clock, stands here.</summary>
    public bool Accepts(string token, TokenUse use, DateTimeOffset now) => Accepts(
        token,
        use,
        (notBefore, expires, _, _) => expires is not null && (notBefore is null || notBefore <= now.UtcDateTime) && now.UtcDateTime < expires);

    /// <summary>Decides wholly by itself, at the machine's time.</summary>
    public bool AcceptsNow(string token, TokenUse use) => Accepts(token, use, lifetime: null);

    private bool Accepts(string token, TokenUse use, LifetimeValidator? lifetime)
    {
        var parameters = new TokenValidationParameters
        {
            ValidIssuer = TokenForge.Issuer,
            ValidateAudience = use == TokenUse.Id,
            ValidAudience = TokenForge.ClientId,
            ClockSkew = TimeSpan.Zero,
            LifetimeValidator = lifetime,
            IssuerSigningKeyResolver = (_, _, kid, _) => kid == TokenForge.KeyId ? [_key] : [],
        };
        try
        {
            ClaimsPrincipal principal = _handler.ValidateToken(token, parameters, out SecurityToken read);
            return ((JwtSecurityToken)read).Header.Alg == "RS256"
                && principal.FindFirst("token_use")?.Value == (use == TokenUse.Id ? "id" : "access")
                && (use == TokenUse.Id || principal.FindFirst("client_id")?.Value == TokenForge.ClientId);
        }
        catch (Exception)
        {
            // Garbage makes it throw all kinds of exceptions; each of them is a refusal.
            return false;
        }
    }
}
