using System.Net;
using System.Xml.Linq;
using Amazon.Runtime;
using Amplify.Emulator;

namespace Amplify.Tests;

/// <summary>What is wrong with a signature, in the words of each service. Signed by hand, at the emulator's time.</summary>
public sealed class SignatureTests
{
    private const string Mismatch =
        "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.";

    private const string Other = "eu-central-1";

    public enum Fault
    {
        None, NotSigned, NoCredential, UnknownKey, NoToken, WrongToken, WrongSecret, Expired, TooOld, TooEarly, WrongRegion, WrongService, WrongDate, HostNotSigned, DateNotSigned, TokenNotSigned, ForeignHeaderNotSigned,
    }

    [TestCase(Fault.None, 200, null, null)]
    [TestCase(Fault.NotSigned, 403, "MissingAuthenticationToken", "Request is missing Authentication Token")]
    [TestCase(Fault.NoCredential, 400, "IncompleteSignature", null)]
    [TestCase(Fault.UnknownKey, 403, "InvalidClientTokenId", "The security token included in the request is invalid.")]
    [TestCase(Fault.NoToken, 403, "InvalidClientTokenId", "The security token included in the request is invalid.")]
    [TestCase(Fault.WrongToken, 403, "InvalidClientTokenId", "The security token included in the request is invalid.")]
    [TestCase(Fault.WrongSecret, 403, "SignatureDoesNotMatch", Mismatch)]
    [TestCase(Fault.Expired, 403, "ExpiredToken", "The security token included in the request is expired")]
    [TestCase(Fault.TooOld, 403, "SignatureDoesNotMatch", "Signature expired: 20260305T085306Z is now earlier than 20260305T085307Z (20260305T090807Z - 15 min.)")]
    [TestCase(Fault.TooEarly, 403, "SignatureDoesNotMatch", "Signature not yet current: 20260305T092308Z is still later than 20260305T092307Z (20260305T090807Z + 15 min.)")]
    [TestCase(Fault.WrongRegion, 403, "SignatureDoesNotMatch", "Credential should be scoped to a valid region, not 'eu-central-1'.")]
    [TestCase(Fault.WrongService, 403, "SignatureDoesNotMatch", "Credential should be scoped to correct service: 'sts'.")]
    [TestCase(Fault.WrongDate, 403, "SignatureDoesNotMatch", null)]
    [TestCase(Fault.HostNotSigned, 403, "SignatureDoesNotMatch", null)]
    [TestCase(Fault.DateNotSigned, 403, "SignatureDoesNotMatch", null)]
    [TestCase(Fault.TokenNotSigned, 403, "SignatureDoesNotMatch", null)]
    [TestCase(Fault.ForeignHeaderNotSigned, 403, "SignatureDoesNotMatch", null)]
    public async Task STS(Fault fault, int status, string? code, string? message)
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();
        using HttpRequestMessage request = await SignedAsync(world, world.CallerQuestion(), "sts", fault);

        (HttpStatusCode answered, XElement answer) = await world.XmlAsync(request);

        MustBe(answered, answer, status, code, message);
    }

    [TestCase(Fault.None, 200, null, null)]
    [TestCase(Fault.NotSigned, 403, "AccessDenied", "Access Denied")]
    [TestCase(Fault.NoCredential, 400, "AuthorizationHeaderMalformed", null)]
    [TestCase(Fault.UnknownKey, 403, "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.")]
    [TestCase(Fault.NoToken, 400, "InvalidToken", "The provided token is malformed or otherwise invalid.")]
    [TestCase(Fault.WrongToken, 400, "InvalidToken", "The provided token is malformed or otherwise invalid.")]
    [TestCase(Fault.WrongSecret, 403, "SignatureDoesNotMatch", "The request signature we calculated does not match the signature you provided. Check your key and signing method.")]
    [TestCase(Fault.Expired, 400, "ExpiredToken", "The provided token has expired.")]
    [TestCase(Fault.TooOld, 403, "RequestTimeTooSkewed", "The difference between the request time and the current time is too large.")]
    [TestCase(Fault.TooEarly, 403, "RequestTimeTooSkewed", "The difference between the request time and the current time is too large.")]
    [TestCase(Fault.WrongRegion, 400, "AuthorizationHeaderMalformed", null)]
    [TestCase(Fault.WrongService, 400, "AuthorizationHeaderMalformed", null)]
    [TestCase(Fault.WrongDate, 400, "AuthorizationHeaderMalformed", null)]
    [TestCase(Fault.HostNotSigned, 403, "AccessDenied", "There were headers present in the request which were not signed")]
    [TestCase(Fault.DateNotSigned, 403, "AccessDenied", "There were headers present in the request which were not signed")]
    [TestCase(Fault.TokenNotSigned, 403, "AccessDenied", "There were headers present in the request which were not signed")]
    [TestCase(Fault.ForeignHeaderNotSigned, 403, "AccessDenied", "There were headers present in the request which were not signed")]
    public async Task S3(Fault fault, int status, string? code, string? message)
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();
        world.Bucket.Put("public/a", "<a/>"u8.ToArray());
        using HttpRequestMessage request = await SignedAsync(world, new HttpRequestMessage(HttpMethod.Get, new Uri(world.Emulator.Endpoint, "/photos/public/a")), "s3", fault);

        (HttpStatusCode answered, XElement answer) = await world.XmlAsync(request);

        MustBe(answered, answer, status, code, message);
    }

    [TestCase(Fault.None, 200, null, null)]
    [TestCase(Fault.NotSigned, 403, "MissingAuthenticationTokenException", "Missing Authentication Token")]
    [TestCase(Fault.NoCredential, 403, "IncompleteSignatureException", null)]
    [TestCase(Fault.UnknownKey, 403, "UnrecognizedClientException", "The security token included in the request is invalid.")]
    [TestCase(Fault.WrongToken, 403, "UnrecognizedClientException", "The security token included in the request is invalid.")]
    [TestCase(Fault.WrongSecret, 403, "InvalidSignatureException", Mismatch)]
    [TestCase(Fault.Expired, 403, "ExpiredTokenException", "The security token included in the request is expired")]
    [TestCase(Fault.TooOld, 403, "InvalidSignatureException", "Signature expired: 20260305T085306Z is now earlier than 20260305T085307Z (20260305T090807Z - 15 min.)")]
    [TestCase(Fault.WrongRegion, 403, "InvalidSignatureException", null)]
    [TestCase(Fault.WrongService, 403, "InvalidSignatureException", null)]
    [TestCase(Fault.HostNotSigned, 403, "InvalidSignatureException", null)]
    public async Task An_API(Fault fault, int status, string? code, string? message)
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();
        EmulatedSignedApi api = world.Emulator.AddSignedApi();
        using HttpRequestMessage request = await SignedAsync(world, new HttpRequestMessage(HttpMethod.Get, new Uri(api.Url, "items?b=2&a=1")), "execute-api", fault);

        using HttpResponseMessage response = await world.Wire.Http.SendAsync(request);

        var answer = new WireAnswer(response, await response.Content.ReadAsStringAsync());
        Assert.That((int)answer.Status, Is.EqualTo(status), answer.Text);
        if (code is not null)
        {
            Assert.That(answer.Header("x-amzn-ErrorType"), Is.EqualTo(code));
            Assert.That(answer.ErrorMessage, message is null ? Is.Not.Empty : Is.EqualTo(message));
        }
    }

    [TestCase(-15)]
    [TestCase(15)]
    public async Task A_clock_may_be_a_quarter_of_an_hour_off(int minutes)
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();
        SessionAWSCredentials credentials = (await world.CredentialsAsync()).Credentials;
        using HttpRequestMessage request = await new MiniSigV4(credentials, world.Emulator.Region, "sts").SignAsync(world.CallerQuestion(), world.Clock.GetUtcNow().AddMinutes(minutes));

        Assert.That((await world.XmlAsync(request)).Status, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Credentials_are_valid_to_their_last_second()
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();
        SessionAWSCredentials credentials = (await world.CredentialsAsync()).Credentials;

        world.Clock.Advance(TimeSpan.FromHours(1) - TimeSpan.FromSeconds(1));
        Assert.That(await world.CallerAsync(credentials), Is.Not.Empty);
        world.Clock.Advance(TimeSpan.FromSeconds(1));

        using HttpRequestMessage late = await new MiniSigV4(credentials, world.Emulator.Region, "sts").SignAsync(world.CallerQuestion(), world.Clock.GetUtcNow());
        Assert.That((await world.XmlAsync(late)).Status, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [Test]
    public async Task A_body_that_is_not_the_signed_one_is_refused_by_STS_and_S3()
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();
        (SessionAWSCredentials credentials, string id) = await world.CredentialsAsync("ana");
        using HttpRequestMessage question = await new MiniSigV4(credentials, world.Emulator.Region, "sts").SignAsync(world.CallerQuestion(), world.Clock.GetUtcNow());
        question.Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["Action"] = "GetCallerIdentity", ["Version"] = "2011-06-15", ["More"] = "x" });
        var put = new HttpRequestMessage(HttpMethod.Put, new Uri(world.Emulator.Endpoint, $"/photos/private/{Uri.EscapeDataString(id)}/a")) { Content = new StringContent("signed") };
        using HttpRequestMessage upload = await new MiniSigV4(credentials, world.Emulator.Region, "s3").SignAsync(put, world.Clock.GetUtcNow());
        upload.Content = new StringContent("other!");

        (HttpStatusCode status, XElement error) = await world.XmlAsync(question);
        MustBe(status, error, 403, "SignatureDoesNotMatch", Mismatch);
        (status, error) = await world.XmlAsync(upload);
        MustBe(status, error, 400, "XAmzContentSHA256Mismatch", "The provided 'x-amz-content-sha256' header does not match what was computed.");
        Assert.That(world.Bucket.Objects, Is.Empty);
    }

    [TestCase("a\tb")]
    [TestCase("a \t  b")]
    public async Task A_tab_inside_a_headers_value_counts_as_a_space(string sent)
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();
        SessionAWSCredentials credentials = (await world.CredentialsAsync()).Credentials;
        EmulatedSignedApi api = world.Emulator.AddSignedApi();
        var request = new HttpRequestMessage(HttpMethod.Get, api.Url);
        request.Headers.TryAddWithoutValidation("x-amz-meta-note", "a b");
        await new MiniSigV4(credentials, world.Emulator.Region, "execute-api").SignAsync(request, world.Clock.GetUtcNow());
        request.Headers.Remove("x-amz-meta-note");
        request.Headers.TryAddWithoutValidation("x-amz-meta-note", sent);

        using HttpResponseMessage response = await world.Wire.Http.SendAsync(request);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Only_S3_takes_an_unsigned_payload()
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();
        (SessionAWSCredentials credentials, string id) = await world.CredentialsAsync("ana");
        EmulatedSignedApi api = world.Emulator.AddSignedApi();
        MiniSigV4 Signer(string service) => new(credentials, world.Emulator.Region, service) { PayloadHash = "UNSIGNED-PAYLOAD" };
        var call = new HttpRequestMessage(HttpMethod.Post, api.Url) { Content = new StringContent("{}"), Headers = { { "x-amz-content-sha256", "UNSIGNED-PAYLOAD" } } };
        var put = new HttpRequestMessage(HttpMethod.Put, new Uri(world.Emulator.Endpoint, $"/photos/private/{Uri.EscapeDataString(id)}/a")) { Content = new StringContent("anything") };

        using HttpResponseMessage refused = await world.Wire.Http.SendAsync(await Signer("execute-api").SignAsync(call, world.Clock.GetUtcNow()));
        using HttpResponseMessage taken = await world.Wire.Http.SendAsync(await Signer("s3").SignAsync(put, world.Clock.GetUtcNow()));

        Assert.That((refused.StatusCode, taken.StatusCode), Is.EqualTo((HttpStatusCode.Forbidden, HttpStatusCode.OK)));
    }

    [Test]
    public async Task S3_demands_to_be_told_the_payloads_hash()
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();
        SessionAWSCredentials credentials = (await world.CredentialsAsync("ana")).Credentials;
        using HttpRequestMessage request = await new MiniSigV4(credentials, world.Emulator.Region, "s3").SignAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(world.Emulator.Endpoint, "/photos/public/a")), world.Clock.GetUtcNow());
        request.Headers.Remove("x-amz-content-sha256");

        (HttpStatusCode status, XElement error) = await world.XmlAsync(request);

        MustBe(status, error, 400, "InvalidRequest", "Missing required header for this request: x-amz-content-sha256");
    }

    private static async Task<HttpRequestMessage> SignedAsync(IdentityWorld world, HttpRequestMessage request, string service, Fault fault)
    {
        SessionAWSCredentials issued = (await world.CredentialsAsync("ana")).Credentials;
        ImmutableCredentials given = issued.GetCredentials();
        string region = fault == Fault.WrongRegion ? Other : world.Emulator.Region;
        string scoped = fault == Fault.WrongService ? (service == "s3" ? "sts" : "s3") : service;
        var signer = new MiniSigV4(fault == Fault.WrongSecret ? new ImmutableCredentials(given.AccessKey, "wrong", given.Token) : given, region, scoped)
        {
            AccessKeyId = fault == Fault.UnknownKey ? "ASIAAAAAAAAAAAAAAAAA" : given.AccessKey,
            SessionToken = fault switch { Fault.NoToken => null, Fault.WrongToken => given.Token[..^4] + "0000", _ => given.Token },
            ScopeDate = fault == Fault.WrongDate ? "20260304" : null,
            Unsigned = fault switch
            {
                Fault.HostNotSigned => ["host"],
                Fault.DateNotSigned => ["x-amz-date"],
                Fault.TokenNotSigned => ["x-amz-security-token"],
                Fault.ForeignHeaderNotSigned => ["x-amz-meta-slipped-in"],
                _ => [],
            },
        };
        if (fault == Fault.ForeignHeaderNotSigned)
        {
            request.Headers.Add("x-amz-meta-slipped-in", "x");
        }

        TimeSpan off = TimeSpan.FromMinutes(15) + TimeSpan.FromSeconds(1);
        await signer.SignAsync(request, world.Clock.GetUtcNow() + fault switch { Fault.TooOld => -off, Fault.TooEarly => off, _ => TimeSpan.Zero });
        switch (fault)
        {
            case Fault.NotSigned:
                request.Headers.Remove("Authorization");
                break;
            case Fault.NoCredential:
                request.Headers.Remove("Authorization");
                request.Headers.TryAddWithoutValidation("Authorization", "AWS4-HMAC-SHA256 SignedHeaders=host, Signature=00");
                break;
            case Fault.Expired:
                world.Clock.Advance(TimeSpan.FromHours(1));
                break;
        }

        return request;
    }

    private static void MustBe(HttpStatusCode answered, XElement answer, int status, string? code, string? message)
    {
        string? Value(string name) => answer.Descendants().FirstOrDefault(element => element.Name.LocalName == name)?.Value;
        Assert.That(((int)answered, Value("Code")), Is.EqualTo((status, code)), answer.ToString());
        if (code is not null)
        {
            Assert.That(Value("Message"), message is null ? Is.Not.Empty : Is.EqualTo(message));
        }
    }
}
