using System.Xml.Linq;

namespace Amplify.Emulator;

/// <summary>GetCallerIdentity: whose signature a request bears.</summary>
internal sealed class CallerIdentity(EmulatorState state)
{
    private readonly SignatureVerifier _signatures = new(state);

    public XElement Tell(WireRequest request)
    {
        RoleSession caller = Caller(request);
        return new XElement(
            StsService.Namespace + "GetCallerIdentityResult",
            new XElement(StsService.Namespace + "Arn", caller.Arn),
            new XElement(StsService.Namespace + "UserId", caller.UserId),
            new XElement(StsService.Namespace + "Account", caller.Role.Account));
    }

    private RoleSession Caller(WireRequest request)
    {
        try
        {
            return _signatures.Verify(request, new SigningRules { Service = "sts", Region = state.Options.Region }).Caller;
        }
        catch (SignatureException refused)
        {
            throw Told(refused);
        }
    }

    private static ServiceException Told(SignatureException refused) => refused.Fault switch
    {
        SignatureFault.Missing => new ServiceException("MissingAuthenticationToken", "Request is missing Authentication Token", 403),
        SignatureFault.Malformed => new ServiceException("IncompleteSignature", $"Authorization header requires '{refused.Detail}' parameter.", 400),
        SignatureFault.UnknownKey or SignatureFault.WrongSessionToken => new ServiceException("InvalidClientTokenId", "The security token included in the request is invalid.", 403),
        SignatureFault.ExpiredCredentials => new ServiceException("ExpiredToken", "The security token included in the request is expired", 403),
        SignatureFault.WrongScope or SignatureFault.TooOld or SignatureFault.TooEarly or SignatureFault.UrlExpired or SignatureFault.UrlNotYetValid =>
            new ServiceException("SignatureDoesNotMatch", refused.Detail, 403),
        SignatureFault.HeadersNotSigned => new ServiceException("SignatureDoesNotMatch", $"Header(s) that must be signed are not: {refused.Detail}.", 403),
        _ => new ServiceException("SignatureDoesNotMatch", "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.", 403),
    };
}
