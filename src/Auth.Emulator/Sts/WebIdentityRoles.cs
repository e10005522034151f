using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Amplify.Emulator;

/// <summary>AssumeRoleWithWebIdentity: an identity pool's token against a role's trust policy. The request is not signed.</summary>
internal sealed partial class WebIdentityRoles(EmulatorState state)
{
    private const string Provider = "cognito-identity.amazonaws.com";
    private const int ShortestSeconds = 900;
    private const int LongestSeconds = 43200;
    private const int DefaultSeconds = 3600;

    /// <exception cref="ServiceException">The token is not believed, or the role does not trust it.</exception>
    public XElement AssumeRole(IReadOnlyDictionary<string, string> form)
    {
        string arn = Required(form, "RoleArn", ArnForm());
        string sessionName = Required(form, "RoleSessionName", SessionNameForm());
        string token = Required(form, "WebIdentityToken", AnythingForm());
        TimeSpan duration = Duration(form);
        CompactToken read = Verify(token);
        bool guest = !read.Texts("amr").Contains(OpenIdTokens.Authenticated);
        string poolId = read.Text("aud") ?? "";
        string identityId = read.Text("sub") ?? "";
        EmulatedRole? role = state.FindRole(arn);
        if (role is null || !role.Trusts(poolId, guest))
        {
            throw new ServiceException("AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity", 403);
        }

        if (duration > role.MaxSessionDuration)
        {
            throw Invalid("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
        }

        var session = new RoleSession { Role = role, SessionName = sessionName, IdentityId = identityId, IdentityPoolId = poolId, IsGuest = guest };
        return Result(state.Credentials.Issue(session, duration, state.Clock.GetUtcNow()));
    }

    private CompactToken Verify(string token)
    {
        CompactToken read = CompactToken.Parse(token)
            ?? throw InvalidToken("The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)");
        if (read.Text("iss") != OpenIdTokens.Issuer)
        {
            throw InvalidToken($"No OpenIDConnect provider found in your account for {read.Text("iss")}");
        }

        if (!state.OpenIdTokens.Verifies(read))
        {
            throw InvalidToken("Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements");
        }

        long now = state.Clock.GetUtcNow().ToUnixTimeSeconds();
        return read.Number("exp") is { } expiry && now < expiry
            ? read
            : throw new ServiceException("ExpiredTokenException", $"Token expired: current date/time {now} must be before the expiration date/time{read.Number("exp")}");
    }

    private static XElement Result(IssuedCredentials credentials)
    {
        XNamespace ns = StsService.Namespace;
        RoleSession session = credentials.Session;
        return new XElement(
            ns + "AssumeRoleWithWebIdentityResult",
            new XElement(
                ns + "Credentials",
                new XElement(ns + "AccessKeyId", credentials.AccessKeyId),
                new XElement(ns + "SecretAccessKey", credentials.SecretAccessKey),
                new XElement(ns + "SessionToken", credentials.SessionToken),
                new XElement(ns + "Expiration", credentials.ExpiresAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture))),
            new XElement(ns + "SubjectFromWebIdentityToken", session.IdentityId),
            new XElement(ns + "AssumedRoleUser", new XElement(ns + "AssumedRoleId", session.UserId), new XElement(ns + "Arn", session.Arn)),
            new XElement(ns + "Provider", Provider),
            new XElement(ns + "Audience", session.IdentityPoolId));
    }

    private static TimeSpan Duration(IReadOnlyDictionary<string, string> form)
    {
        if (!form.TryGetValue("DurationSeconds", out string? text))
        {
            return TimeSpan.FromSeconds(DefaultSeconds);
        }

        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int seconds))
        {
            throw new ServiceException("MalformedInput", "DurationSeconds is no number.");
        }

        string? broken = seconds < ShortestSeconds ? $"greater than or equal to {ShortestSeconds}" : seconds > LongestSeconds ? $"less than or equal to {LongestSeconds}" : null;
        return broken is null ? TimeSpan.FromSeconds(seconds) : throw Invalid(
            $"1 validation error detected: Value '{seconds}' at 'durationSeconds' failed to satisfy constraint: Member must have value {broken}");
    }

    private static string Required(IReadOnlyDictionary<string, string> form, string name, Regex pattern)
    {
        string path = char.ToLowerInvariant(name[0]) + name[1..];
        string value = form.GetValueOrDefault(name) ?? throw Invalid($"1 validation error detected: Value null at '{path}' failed to satisfy constraint: Member must not be null");
        return pattern.IsMatch(value)
            ? value
            : throw Invalid($"1 validation error detected: Value at '{path}' failed to satisfy constraint: Member must satisfy regular expression pattern: {pattern.ToString()[1..^2]}");
    }

    private static ServiceException Invalid(string message) => new("ValidationError", message);

    private static ServiceException InvalidToken(string message) => new("InvalidIdentityToken", message);

    [GeneratedRegex(@"^arn:[!-~]{16,2044}\z")]
    private static partial Regex ArnForm();

    [GeneratedRegex(@"^[\w+=,.@-]{2,64}\z", RegexOptions.ECMAScript)]
    private static partial Regex SessionNameForm();

    [GeneratedRegex(@"^[!-~]{4,20000}\z")]
    private static partial Regex AnythingForm();
}
