using System.Text;
using Amplify.Emulator;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Amplify.Tests;

/// <summary>The worked examples AWS publishes for Signature Version 4, and the forms of paths and queries.</summary>
public sealed class PublishedExampleTests
{
    private const string GeneralSecret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private const string S3Secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    private const string Nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private const string S3Host = "examplebucket.s3.amazonaws.com";

    [Test]
    public void ListUsers_of_IAM()
    {
        WireRequest request = Request("GET", "/?Action=ListUsers&Version=2010-05-08", "iam.amazonaws.com",
            ("Content-Type", "application/x-www-form-urlencoded; charset=utf-8"), ("X-Amz-Date", "20150830T123600Z"),
            Authorization("AKIDEXAMPLE/20150830/us-east-1/iam", "content-type;host;x-amz-date", "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7"));

        Verify(request, GeneralSecret, Nothing, pathIsEncodedOnce: false);
    }

    [Test]
    public void A_range_of_an_object()
    {
        WireRequest request = Request("GET", "/test.txt", S3Host,
            ("Range", "bytes=0-9"), ("x-amz-content-sha256", Nothing), ("x-amz-date", "20130524T000000Z"),
            Authorization("AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3", "host;range;x-amz-content-sha256;x-amz-date", "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"));

        Verify(request, S3Secret, Nothing, pathIsEncodedOnce: true);
    }

    [Test]
    public void A_query_without_a_value()
    {
        WireRequest request = Request("GET", "/?lifecycle", S3Host,
            ("x-amz-content-sha256", Nothing), ("x-amz-date", "20130524T000000Z"),
            Authorization("AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3", "host;x-amz-content-sha256;x-amz-date", "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"));

        Verify(request, S3Secret, Nothing, pathIsEncodedOnce: true);
    }

    [Test]
    public void A_presigned_address()
    {
        WireRequest request = Request(
            "GET",
            "/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400"
            + "&X-Amz-SignedHeaders=host&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404",
            S3Host);

        Verify(request, S3Secret, "UNSIGNED-PAYLOAD", pathIsEncodedOnce: true);
    }

    [Test]
    public void An_upload_in_chunks()
    {
        const string Kind = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";
        WireRequest request = Request("PUT", "/examplebucket/chunkObject.txt", "s3.amazonaws.com",
            ("Content-Encoding", "aws-chunked"), ("Content-Length", "66824"), ("x-amz-content-sha256", Kind), ("x-amz-date", "20130524T000000Z"),
            ("x-amz-decoded-content-length", "66560"), ("x-amz-storage-class", "REDUCED_REDUNDANCY"),
            Authorization(
                "AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3",
                "content-encoding;content-length;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;x-amz-storage-class",
                "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9"));
        request.Body = Encoding.ASCII.GetBytes(
            $"10000;chunk-signature=ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648\r\n{new string('a', 65536)}\r\n"
            + $"400;chunk-signature=0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497\r\n{new string('a', 1024)}\r\n"
            + "0;chunk-signature=b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9\r\n\r\n");

        Verify(request, S3Secret, Kind, pathIsEncodedOnce: true);
        SignatureClaim claim = SignatureClaim.Read(request)!;
        VerifiedRequest read = ChunkedPayload.Read(request, claim, new DerivedKey(S3Secret, claim), caller: null!, Kind);

        Assert.That(read.Payload, Is.EqualTo(Encoding.ASCII.GetBytes(new string('a', 66560))));
    }

    [TestCase("/", true, "/")]
    [TestCase("/a%20b/%C3%BC", true, "/a%20b/%C3%BC", Description = "S3 signs the path as it is on the wire")]
    [TestCase("/a:b+c(d)*", true, "/a%3Ab%2Bc%28d%29%2A")]
    [TestCase("/a//b/./c/../d", true, "/a//b/./c/../d", Description = "keys are no folders")]
    [TestCase("/a%2Fb%", true, "/a%2Fb%25")]
    [TestCase("/a%20b/%C3%BC", false, "/a%2520b/%25C3%25BC", Description = "others encode once more")]
    [TestCase("/a//b/./c/../d", false, "/a/b/d", Description = "and resolve dots and empty segments")]
    [TestCase("/a/", false, "/a/")]
    [TestCase("//", false, "/")]
    [TestCase("/../a", false, "/a")]
    public void A_path_is_written_so(string raw, bool pathIsEncodedOnce, string canonical) =>
        Assert.That(CanonicalRequest.Of(Request("GET", raw, "h"), ["host"], "", pathIsEncodedOnce).Split('\n')[1], Is.EqualTo(canonical));

    [TestCase("b=2&a=1&a=0&A=3", "A=3&a=0&a=1&b=2")]
    [TestCase("a", "a=")]
    [TestCase("a=b=c", "a=b%3Dc")]
    [TestCase("p=x/y z", "p=x%2Fy%20z")]
    [TestCase("k=%2F&X-Amz-Signature=00", "k=%2F")]
    [TestCase("", "")]
    public void A_query_is_written_so(string raw, string canonical) =>
        Assert.That(CanonicalRequest.Of(Request("GET", $"/?{raw}", "h"), ["host"], "", pathIsEncodedOnce: true).Split('\n')[2], Is.EqualTo(canonical));

    [TestCase("  a   b c  ", "a b c")]
    [TestCase("plain", "plain")]
    public void A_headers_spaces_are_folded(string value, string canonical) =>
        Assert.That(CanonicalRequest.Of(Request("GET", "/", "h", ("my-header", value)), ["my-header"], "", pathIsEncodedOnce: true).Split('\n')[3], Is.EqualTo($"my-header:{canonical}"));

    [TestCase("http://127.0.0.1:80/a/b?c=d", "/a/b", "c=d")]
    [TestCase("http://127.0.0.1:80", "/", "")]
    [TestCase("/a?b?c", "/a", "b?c")]
    [TestCase("*", "/*", "", Description = "OPTIONS asks so")]
    public void A_target_may_come_with_its_address(string target, string path, string query)
    {
        WireRequest request = Request("GET", target, "127.0.0.1");

        Assert.That((request.RawPath, request.RawQuery), Is.EqualTo((path, query)));
    }

    private static void Verify(WireRequest request, string secret, string payloadHash, bool pathIsEncodedOnce)
    {
        SignatureClaim claim = SignatureClaim.Read(request)!;
        string canonical = CanonicalRequest.Of(request, claim.SignedHeaders, payloadHash, pathIsEncodedOnce);
        string text = $"AWS4-HMAC-SHA256\n{claim.Timestamp}\n{claim.Scope}\n{SignatureVerifier.Hash(Encoding.UTF8.GetBytes(canonical))}";

        Assert.That(new DerivedKey(secret, claim).Sign(text), Is.EqualTo(claim.Signature), canonical);
    }

    private static (string, string) Authorization(string credential, string headers, string signature) =>
        ("Authorization", $"AWS4-HMAC-SHA256 Credential={credential}/aws4_request, SignedHeaders={headers}, Signature={signature}");

    private static WireRequest Request(string method, string target, string host, params (string Name, string Value)[] headers)
    {
        var context = new DefaultHttpContext();
        context.Request.Method = method;
        context.Request.Headers.Host = host;
        context.Features.Get<IHttpRequestFeature>()!.RawTarget = target;
        foreach ((string name, string value) in headers)
        {
            context.Request.Headers[name] = value;
        }

        return new WireRequest(context.Request);
    }
}
