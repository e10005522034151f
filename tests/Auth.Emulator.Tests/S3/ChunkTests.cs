using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Amazon.Runtime;

namespace Amplify.Tests;

/// <summary>Chunked payloads written by hand: the kind AWS's client sends over https only, and ones that do not add up.</summary>
public sealed class ChunkTests
{
    private const string Unsigned = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";
    private const string Signed = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";
    private const string CrcOfHello = "NhCmhg==";

    [TestCase("5\r\nhello\r\n0\r\n{crc}\r\n\r\n", 5)]
    [TestCase("2\r\nhe\r\n3\r\nllo\r\n0\r\n{crc}\r\n\r\n", 5)]
    public async Task Unsigned_chunks_are_taken(string body, int length)
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();

        (HttpStatusCode status, XElement answer) = await PutAsync(world, Unsigned, body, length);

        Assert.That(status, Is.EqualTo(HttpStatusCode.OK), answer.ToString());
        Assert.That(Encoding.UTF8.GetString(world.Bucket.Objects.Single().Content.Span), Is.EqualTo("hello"));
    }

    [TestCase("5\r\nhello\r\n0\r\n{crc}\r\n\r\n", 6, "IncompleteBody", Description = "another length than said")]
    [TestCase("5\r\nhello\r\n0\r\n{crc}\r\n\r\nmore", 5, "IncompleteBody", Description = "something after the end")]
    [TestCase("5\r\nhello\r\n", 5, "IncompleteBody", Description = "no last chunk")]
    [TestCase("6\r\nhello\r\n0\r\n{crc}\r\n\r\n", 5, "IncompleteBody", Description = "a chunk of another size")]
    [TestCase("FFFFFFFF\r\nhello\r\n0\r\n{crc}\r\n\r\n", 5, "IncompleteBody", Description = "a size below zero")]
    [TestCase("x\r\nhello\r\n0\r\n{crc}\r\n\r\n", 5, "IncompleteBody", Description = "a size that is no number")]
    [TestCase("5\r\nhello\r\n0\r\n\r\n", 5, "IncompleteBody", Description = "no trailer")]
    [TestCase("5\r\nhello\r\n0\r\n{crc}\r\n{crc}\r\n\r\n", 5, "IncompleteBody", Description = "the trailer twice")]
    [TestCase("5\r\nhello\r\n0\r\nx-amz-checksum-sha1:AAAA\r\n\r\n", 5, "IncompleteBody", Description = "a trailer nobody announced")]
    [TestCase("5\r\nhello\r\n0\r\nnonsense\r\n\r\n", 5, "IncompleteBody", Description = "a trailer without a value")]
    [TestCase("5\r\nhellx\r\n0\r\n{crc}\r\n\r\n", 5, "BadDigest", Description = "other bytes than the checksum's")]
    [TestCase("", 0, "IncompleteBody")]
    public async Task What_does_not_add_up_is_refused(string body, int length, string code)
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();

        (HttpStatusCode status, XElement error) = await PutAsync(world, Unsigned, body, length);

        Assert.That((status, (string?)error.Element("Code")), Is.EqualTo((HttpStatusCode.BadRequest, code)));
        Assert.That(world.Bucket.Objects, Is.Empty);
    }

    [Test]
    public async Task Chunks_said_to_be_signed_must_be()
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();

        (_, XElement without) = await PutAsync(world, Signed, "5\r\nhello\r\n0\r\n\r\n", 5);
        (_, XElement wrong) = await PutAsync(world, Signed, $"5;chunk-signature={new string('0', 64)}\r\nhello\r\n0;chunk-signature={new string('0', 64)}\r\n\r\n", 5);
        (_, XElement unknown) = await PutAsync(world, "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD", "5\r\nhello\r\n0\r\n\r\n", 5);

        Assert.That(
            ((string?)without.Element("Code"), (string?)wrong.Element("Code"), (string?)unknown.Element("Code")),
            Is.EqualTo(("IncompleteBody", "SignatureDoesNotMatch", "IncompleteBody")));
        Assert.That(world.Bucket.Objects, Is.Empty);
    }

    [Test]
    public async Task Chunks_signed_one_by_one_cannot_change_places()
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();
        (SessionAWSCredentials credentials, string id) = await world.CredentialsAsync("ana");
        using HttpRequestMessage request = await SignedAsync(world, credentials, id, Signed, 4);
        string previous = request.Headers.GetValues("Authorization").Single().Split("Signature=")[1];
        var chain = new ChunkChain(credentials.GetCredentials().SecretKey, world, request, previous);
        (string one, string two, string end) = (chain.Next("he"), chain.Next("lo"), chain.Next(""));
        using HttpRequestMessage swapped = await SignedAsync(world, credentials, id, Signed, 4);
        request.Content = new StringContent(one + two + end + "\r\n");
        swapped.Content = new StringContent(two + one + end + "\r\n");

        (_, XElement refused) = await world.XmlAsync(swapped);
        Assert.That(((string?)refused.Element("Code"), world.Bucket.Objects.Count), Is.EqualTo(("SignatureDoesNotMatch", 0)));
        (HttpStatusCode status, XElement taken) = await world.XmlAsync(request);
        Assert.That(status, Is.EqualTo(HttpStatusCode.OK), taken.ToString());
    }

    private static async Task<(HttpStatusCode Status, XElement Document)> PutAsync(IdentityWorld world, string kind, string body, int length)
    {
        (SessionAWSCredentials credentials, string id) = await world.CredentialsAsync("ana");
        HttpRequestMessage request = await SignedAsync(world, credentials, id, kind, length);
        request.Content = new StringContent(body.Replace("{crc}", $"x-amz-checksum-crc32:{CrcOfHello}", StringComparison.Ordinal));
        return await world.XmlAsync(request);
    }

    private static async Task<HttpRequestMessage> SignedAsync(IdentityWorld world, SessionAWSCredentials credentials, string identityId, string kind, int length)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, new Uri(world.Emulator.Endpoint, $"/photos/private/{Uri.EscapeDataString(identityId)}/a"));
        request.Headers.Add("x-amz-decoded-content-length", $"{length}");
        if (kind == Unsigned)
        {
            request.Headers.Add("x-amz-trailer", "x-amz-checksum-crc32");
        }

        return await new MiniSigV4(credentials, world.Emulator.Region, "s3") { PayloadHash = kind }.SignAsync(request, world.Clock.GetUtcNow());
    }

    private sealed class ChunkChain(string secret, IdentityWorld world, HttpRequestMessage request, string seed)
    {
        private string _previous = seed;

        public string Next(string data)
        {
            string stamp = request.Headers.GetValues("x-amz-date").Single();
            string scope = $"{stamp[..8]}/{world.Emulator.Region}/s3/aws4_request";
            string text = $"AWS4-HMAC-SHA256-PAYLOAD\n{stamp}\n{scope}\n{_previous}\n{Hash("")}\n{Hash(data)}";
            byte[] key = Encoding.UTF8.GetBytes("AWS4" + secret);
            foreach (string part in scope.Split('/').Append(text))
            {
                key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
            }

            _previous = Convert.ToHexStringLower(key);
            return string.Create(CultureInfo.InvariantCulture, $"{data.Length:x};chunk-signature={_previous}\r\n{(data.Length == 0 ? "" : data + "\r\n")}");
        }

        private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
