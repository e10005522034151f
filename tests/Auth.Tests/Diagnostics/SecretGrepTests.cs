using System.Diagnostics;
using System.Diagnostics.Metrics;
using Amplify.Tests.Diagnostics.SecretGrep;
using Microsoft.Extensions.Logging;

namespace Amplify.Tests.Diagnostics;

/// <summary>No secret of any flow is seen in logs, traces, metrics, addresses, exceptions or printed results.</summary>
internal sealed class SecretGrepTests
{
    private static IEnumerable<Flow> AllFlows => Flows.All;

    [TestCaseSource(nameof(AllFlows))]
    public async Task No_secret_is_seen_anywhere(Flow flow)
    {
        await using FlowWorld world = await FlowWorld.StartAsync();

        await flow.RunAsync(world);

        Assert.That(world.Known.Secrets, Is.Not.Empty, "the flow had secrets");
        Assert.That(world.Capture.Texts.Where(t => t.Channel == Channel.Log), Is.Not.Empty, "the flow was logged");
        Assert.That(Grep.Finds(world.Capture, world.Known), Is.Empty);
    }

    [Test]
    public async Task A_sign_in_leaves_its_secrets_known_and_its_traces_captured()
    {
        // A harness that knows nothing, or hears nothing, finds nothing.
        await using FlowWorld world = await FlowWorld.StartAsync();
        await Flows.SignedInAsync(world, new Emulator.AppClientSettings { GenerateSecret = true });

        string[] kinds = [.. world.Known.Secrets.Values];
        foreach (string member in new[] { "SRP_A", "SRP_B", "SALT", "SECRET_BLOCK", "PASSWORD_CLAIM_SIGNATURE", "SECRET_HASH", "AccessToken", "IdToken", "RefreshToken" })
        {
            Assert.That(kinds, Has.Some.EndsWith(member), member);
        }

        Assert.That(kinds, Has.Some.EqualTo("password").And.Some.EqualTo("client secret").And.Some.StartWith("payload of").And.Some.StartWith("signature of"));
        Assert.That(world.Capture.Texts.Select(t => t.Channel).Distinct(), Is.SupersetOf(new[] { Channel.Log, Channel.Activity, Channel.Metric, Channel.Address, Channel.Result }));
    }

    [Test]
    public async Task A_sign_in_with_a_browser_leaves_its_secrets_known_too()
    {
        await using FlowWorld world = await FlowWorld.StartAsync();
        await BrowserFlows.All[^1].RunAsync(world);

        string[] kinds = [.. world.Known.Secrets.Values];
        foreach (string kind in new[] { "state of an address", "nonce of an address", "code of an address", "token code_verifier", "token Authorization", "token refresh_token" })
        {
            Assert.That(kinds, Has.Some.EndsWith(kind));
        }
    }

    [TestCaseSource(nameof(Mistakes))]
    public void A_secret_that_is_seen_is_found(string way, Action<Capture, string> mistake)
    {
        using var capture = new Capture();
        var known = new KnownSecrets();
        string secret = known.Add("password", $"Pw1!{Guid.NewGuid():N}");

        mistake(capture, secret);

        Assert.That(Grep.Finds(capture, known), Is.Not.Empty, way);
    }

    [TestCase("took 123456 ms", ExpectedResult = true)]
    [TestCase("code '123456'.", ExpectedResult = true)]
    [TestCase("request 9123456a", ExpectedResult = false)]
    [TestCase("after 0.123456 s", ExpectedResult = false)]
    public bool A_code_is_found_as_a_number_of_its_own(string text)
    {
        using var capture = new Capture();
        var known = new KnownSecrets();
        known.Add("code", "123456");
        capture.Add(Channel.Log, "here", text);

        return Grep.Finds(capture, known).Any(f => f.Contains("(here)", StringComparison.Ordinal));
    }

    [Test]
    public void A_user_is_found_in_a_log_and_may_stand_in_an_exception()
    {
        using var capture = new Capture();
        var known = new KnownSecrets();
        string name = known.AddPerson("user name", $"ana-{Guid.NewGuid():N}");

        capture.Add(new InvalidOperationException($"There is no {name}."));
        Assert.That(Grep.Finds(capture, known), Is.Empty);
        capture.CreateLogger("test").LogUser(name);
        Assert.That(Grep.Finds(capture, known), Is.Not.Empty);
    }

    private static IEnumerable<TestCaseData> Mistakes()
    {
        yield return Mistake("message", (capture, secret) => capture.CreateLogger("test").LogUser(secret));
        yield return Mistake("state", (capture, secret) => capture.CreateLogger("test").Log(LogLevel.Trace, default, new Dictionary<string, object?> { ["hidden"] = secret }, null, (_, _) => "Nothing here."));
        yield return Mistake("scope", (capture, secret) => capture.CreateLogger("test").BeginScope(new Dictionary<string, object?> { ["scope"] = secret }));
        yield return Mistake("logged exception", (capture, secret) => capture.CreateLogger("test").Log(LogLevel.Error, default, "failed", new InvalidOperationException("Outer.", new IOException(secret)), (state, _) => state));
        yield return Mistake("thrown exception", (capture, secret) => capture.Add(new InvalidOperationException("Outer.", new IOException(secret))));
        yield return Mistake("address", (capture, secret) => capture.Add(Channel.Address, "GET", $"http://127.0.0.1/?token={Uri.EscapeDataString(secret)}"));
        yield return Mistake("result", (capture, secret) => capture.Add(Channel.Result, "result", secret));
        yield return Mistake("tag of an activity", (_, secret) =>
        {
            using var source = new ActivitySource("test");
            using Activity? activity = source.StartActivity("test");
            activity!.SetTag("tag", secret);
        });
        yield return Mistake("tag of a measurement", (_, secret) =>
        {
            using var meter = new Meter("test");
            meter.CreateCounter<long>("test").Add(1, new KeyValuePair<string, object?>("tag", secret));
        });
    }

    private static TestCaseData Mistake(string way, Action<Capture, string> mistake) => new TestCaseData(way, mistake).SetArgDisplayNames(way);
}
