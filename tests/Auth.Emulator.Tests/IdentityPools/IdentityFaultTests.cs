using System.Net;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Amplify.Emulator;

namespace Amplify.Tests;

/// <summary>Faults and the request log reach identity pools, STS, S3 and APIs as they do user pools, each in its own words.</summary>
public sealed class IdentityFaultTests
{
    private static IEnumerable<string> Operations => ModelledErrors.ByIdentityOperation.Keys;

    [TestCaseSource(nameof(Operations))]
    public async Task Every_modelled_error_can_be_ordered(string operation)
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();
        foreach (string code in ModelledErrors.ByIdentityOperation[operation])
        {
            world.Emulator.Faults.Add(Fault.Error(operation, code, $"About {code}", ModelledErrors.StatusOf(code)));

            WireAnswer answer = await world.Wire.IdentityCallAsync(operation, []);

            Assert.That(((int)answer.Status, answer.ErrorCode, answer.ErrorMessage), Is.EqualTo((ModelledErrors.StatusOf(code), code, $"About {code}")));
        }

        Assert.That((await world.Wire.IdentityCallAsync(operation, [])).ErrorMessage, Does.Not.StartWith("About"));
        Assert.That(ModelledErrors.ByIdentityOperation[operation], Is.Unique);
    }

    [TestCase(FaultPhase.Before, 0)]
    [TestCase(FaultPhase.After, 1)]
    public async Task The_phase_decides_whether_an_identity_was_made(FaultPhase phase, int made)
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();
        world.Emulator.Faults.Add(new Fault { Operation = "GetId", Phase = phase, Kind = FaultKind.Cut, Times = 1 });

        Assert.That(async () => await world.GetIdAsync(), Throws.InstanceOf<HttpRequestException>());

        Assert.That(world.Identities.Identities, Has.Count.EqualTo(made));
        Assert.That(world.Emulator.Requests.Count("GetId"), Is.EqualTo(1));
    }

    [Test]
    public async Task STS_says_throttled_in_XML_and_its_parameters_are_logged()
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();
        world.Emulator.Faults.Add(new Fault { Operation = "GetCallerIdentity", Kind = FaultKind.Throttle });

        (HttpStatusCode status, XElement error) = await world.XmlAsync(world.CallerQuestion());

        Assert.That((status, Value(error, "Code"), Value(error, "Message")), Is.EqualTo((HttpStatusCode.BadRequest, "Throttling", "Rate exceeded")));
        LoggedRequest logged = world.Emulator.Requests.All.Single(request => request.Operation == "GetCallerIdentity");
        Assert.That(((string)logged.Body!["Version"]!, logged.Target), Is.EqualTo(("2011-06-15", "/")));
    }

    [TestCase(FaultKind.Throttle, 503, "SlowDown")]
    [TestCase(FaultKind.InternalError, 500, "InternalErrorException")]
    [TestCase(FaultKind.ServiceError, 409, "OperationAborted")]
    public async Task S3_says_so_in_its_XML_and_is_logged_by_operation_and_target(FaultKind kind, int status, string code)
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();
        world.Emulator.Faults.Add(new Fault { Operation = "PutObject", Kind = kind, ErrorCode = "OperationAborted", ErrorStatus = 409 });

        (HttpStatusCode answered, XElement error) = await world.XmlAsync(new HttpRequestMessage(HttpMethod.Put, new Uri(world.Emulator.Endpoint, "/photos/public/a%20b?x=1")));

        Assert.That(((int)answered, Value(error, "Code")), Is.EqualTo((status, code)));
        Assert.That(world.Emulator.Requests.All.Single(request => request.Operation == "PutObject").Target, Is.EqualTo("/photos/public/a%20b?x=1"));
    }

    [Test]
    public async Task An_API_answers_429_in_JSON()
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();
        EmulatedSignedApi api = world.Emulator.AddSignedApi();
        world.Emulator.Faults.Add(new Fault { Operation = $"GET {api.Url.AbsolutePath}items", Kind = FaultKind.Throttle });

        using HttpResponseMessage response = await world.Wire.Http.GetAsync(new Uri(api.Url, "items"));

        Assert.That(((int)response.StatusCode, await response.Content.ReadAsStringAsync()), Is.EqualTo((429, """{"message":"Too Many Requests"}""")));
    }

    [Test]
    public async Task Each_service_has_its_own_request_id()
    {
        await using IdentityWorld world = await IdentityWorld.StartStillAsync();
        using HttpResponseMessage s3 = await world.Wire.Http.GetAsync(new Uri(world.Emulator.Endpoint, "/photos/public/x"));
        WireAnswer identity = await world.GetIdAsync();

        Assert.That((s3.Headers.Contains("x-amz-request-id"), s3.Headers.Contains("x-amzn-RequestId")), Is.EqualTo((true, false)));
        Assert.That(identity.Header("x-amzn-RequestId"), Is.Not.Empty);
        Assert.That(s3.Headers.Date, Is.EqualTo(world.Clock.GetUtcNow()));
    }

    private static string? Value(XElement error, string name) => error.Descendants().FirstOrDefault(element => element.Name.LocalName == name)?.Value;
}
