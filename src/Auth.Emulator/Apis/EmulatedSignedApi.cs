using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Amplify.Emulator;

/// <summary>
/// An API behind Signature Version 4, as API Gateway, AppSync and Lambda function URLs are. It answers any method with JSON:
/// <c>{"arn","identityId","method","path","bodyLength","bodySha256"}</c>; or HTTP 403 and <c>{"message"}</c> as API Gateway does.
/// </summary>
public sealed class EmulatedSignedApi : IApi
{
    internal EmulatedSignedApi(Uri endpoint, string service, string region)
    {
        Service = service;
        Region = region;
        Url = new Uri(endpoint, $"/apis/{Uri.EscapeDataString(service)}/{Uri.EscapeDataString(region)}/");
    }

    /// <summary>Its address, with a slash at the end.</summary>
    public Uri Url { get; }

    /// <summary>The service of the signature's scope.</summary>
    public string Service { get; }

    /// <summary>The region of the signature's scope.</summary>
    public string Region { get; }

    /// <summary>Where every caller is sent on to, before anything is verified; <see langword="null"/> answers.</summary>
    public Uri? RedirectTo { get; set; }

    /// <summary>The status of that redirect.</summary>
    public int RedirectStatus { get; set; } = StatusCodes.Status307TemporaryRedirect;

    string IApi.Path => Url.AbsolutePath;

    Answer IApi.Judge(WireRequest request, EmulatorState state)
    {
        try
        {
            VerifiedRequest verified = new SignatureVerifier(state).Verify(request, new SigningRules { Service = Service, Region = Region });
            return ApiService.Echo(request, new JsonObject { ["arn"] = verified.Caller.Arn, ["identityId"] = verified.Caller.IdentityId });
        }
        catch (SignatureException refused)
        {
            return ApiService.Refuse(Told(refused));
        }
    }

    private static ServiceException Told(SignatureException refused) => refused.Fault switch
    {
        SignatureFault.Missing => Forbidden("MissingAuthenticationTokenException", "Missing Authentication Token"),
        SignatureFault.Malformed => Forbidden("IncompleteSignatureException", $"Authorization header requires '{refused.Detail}' parameter."),
        SignatureFault.UnknownKey or SignatureFault.WrongSessionToken => Forbidden("UnrecognizedClientException", "The security token included in the request is invalid."),
        SignatureFault.ExpiredCredentials => Forbidden("ExpiredTokenException", "The security token included in the request is expired"),
        SignatureFault.WrongScope or SignatureFault.TooOld or SignatureFault.TooEarly => Forbidden("InvalidSignatureException", refused.Detail),
        SignatureFault.HeadersNotSigned => Forbidden("InvalidSignatureException", $"Header(s) that must be signed are not: {refused.Detail}."),
        SignatureFault.UrlExpired or SignatureFault.UrlNotYetValid => Forbidden("InvalidSignatureException", "The URL is not valid at this time."),
        _ => Forbidden(
            "InvalidSignatureException",
            "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details."),
    };

    private static ServiceException Forbidden(string code, string message) => new(code, message, StatusCodes.Status403Forbidden);
}
