using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amplify.Emulator;

namespace Amplify.Tests;

public sealed class FaultTests
{
    [TestCase(FaultKind.Throttle, HttpStatusCode.BadRequest, "TooManyRequestsException")]
    [TestCase(FaultKind.InternalError, HttpStatusCode.InternalServerError, "InternalErrorException")]
    public async Task A_service_error_is_one_of_the_services(FaultKind kind, HttpStatusCode status, string code)
    {
        await using Wire wire = await Wire.StartAsync();
        wire.Emulator.Faults.Add(new Fault { Operation = "SignUp", Kind = kind, Times = 1 });

        WireAnswer answer = await wire.SignUpAsync("ana");

        Assert.That((answer.Status, answer.ErrorCode), Is.EqualTo((status, code)));
        (await wire.SignUpAsync("ana")).MustSucceed();
    }

    [Test]
    public async Task Unavailable_is_503_without_a_service_error()
    {
        await using Wire wire = await Wire.StartAsync();
        wire.Emulator.Faults.Add(new Fault { Kind = FaultKind.ServiceUnavailable });

        WireAnswer answer = await wire.SignUpAsync("ana");

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(answer.Text, Does.Not.Contain("__type"));
    }

    [TestCase(FaultPhase.Before, false)]
    [TestCase(FaultPhase.After, true)]
    public async Task The_phase_decides_whether_the_service_has_acted(FaultPhase phase, bool acted)
    {
        await using Wire wire = await Wire.StartAsync();
        wire.Emulator.Faults.Add(new Fault { Operation = "SignUp", Phase = phase, Kind = FaultKind.Cut, Times = 1 });

        Assert.That(async () => await wire.SignUpAsync("ana"), Throws.InstanceOf<HttpRequestException>());

        Assert.That(wire.Pool.FindUser("ana") is not null, Is.EqualTo(acted));
        Assert.That(wire.Emulator.Requests.Count("SignUp"), Is.EqualTo(1));
    }

    [TestCase(FaultKind.Garbage)]
    [TestCase(FaultKind.Html)]
    [TestCase(FaultKind.EmptyBody)]
    public async Task These_answers_are_200_and_no_JSON(FaultKind kind)
    {
        await using Wire wire = await Wire.StartAsync();
        wire.Emulator.Faults.Add(new Fault { Kind = kind });

        WireAnswer answer = await wire.SignUpAsync("ana");

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(() => JsonDocument.Parse(answer.Text), Throws.InstanceOf<JsonException>());
        Assert.That(answer.Text.Length, kind == FaultKind.EmptyBody ? Is.Zero : Is.Positive);
    }

    [TestCase(FaultPhase.Before)]
    [TestCase(FaultPhase.After)]
    public async Task A_truncated_answer_ends_in_the_middle(FaultPhase phase)
    {
        await using Wire wire = await Wire.StartAsync();
        wire.Emulator.Faults.Add(new Fault { Kind = FaultKind.Truncated, Phase = phase });

        Assert.That(async () => await wire.SignUpAsync("ana"), Throws.InstanceOf<HttpRequestException>());
    }

    [TestCase(1000)]
    [TestCase(3 * 1024 * 1024)]
    public async Task An_oversized_answer_is_valid_JSON_of_the_size_ordered(int size)
    {
        await using Wire wire = await Wire.StartAsync();
        wire.Emulator.Faults.Add(new Fault { Kind = FaultKind.Oversized, Size = size });

        WireAnswer answer = await wire.SignUpAsync("ana");

        Assert.That(answer.Text, Has.Length.EqualTo(size));
        Assert.That(answer.Json.ContainsKey("Padding"), Is.True);
    }

    [TestCase(FaultPhase.Before)]
    [TestCase(FaultPhase.After)]
    public async Task A_delay_waits_on_the_emulators_clock_and_goes_on(FaultPhase phase)
    {
        await using Wire wire = await Wire.StartAsync();
        wire.Emulator.Faults.Add(new Fault { Kind = FaultKind.Delay, Delay = TimeSpan.FromMinutes(1), Phase = phase });

        Task<WireAnswer> call = wire.SignUpAsync("ana");
        await wire.Emulator.Clock.WaitForTimerDueWithinAsync(TimeSpan.FromMinutes(1)).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.That(call.IsCompleted, Is.False);
        Assert.That(wire.Pool.FindUser("ana") is not null, Is.EqualTo(phase == FaultPhase.After));
        wire.Emulator.Clock.Advance(TimeSpan.FromMinutes(1));

        (await call).MustSucceed();
    }

    [Test]
    public async Task Held_requests_wait_until_they_are_released()
    {
        await using Wire wire = await Wire.StartAsync();
        using FaultHandle hold = wire.Emulator.Faults.Add(new Fault { Operation = "SignUp", Kind = FaultKind.Hold });

        Task<WireAnswer> one = wire.SignUpAsync("one");
        Task<WireAnswer> two = wire.SignUpAsync("two");
        await hold.WaitForArrivalAsync(2).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.That((hold.Hits, one.IsCompleted, two.IsCompleted, wire.Pool.Users.Count), Is.EqualTo((2, false, false, 0)));
        hold.Release();

        (await one).MustSucceed();
        (await two).MustSucceed();
        (await wire.SignUpAsync("three")).MustSucceed();
    }

    [Test]
    public async Task Waiting_for_an_arrival_can_be_cancelled()
    {
        await using Wire wire = await Wire.StartAsync();
        FaultHandle hold = wire.Emulator.Faults.Add(new Fault { Kind = FaultKind.Hold });
        using var cancelled = new CancellationTokenSource();
        Task waiting = hold.WaitForArrivalAsync(cancellationToken: cancelled.Token);

        await cancelled.CancelAsync();

        Assert.That(async () => await waiting, Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task A_fault_strikes_its_operation_as_often_as_ordered()
    {
        await using Wire wire = await Wire.StartAsync();
        FaultHandle fault = wire.Emulator.Faults.Add(new Fault { Operation = "ResendConfirmationCode", Kind = FaultKind.Throttle, Times = 2 });
        Task<WireAnswer> Resend() => wire.ClientCallAsync("ResendConfirmationCode", new JsonObject { ["Username"] = "ana" });

        (await wire.SignUpAsync("ana")).MustSucceed();
        (await Resend()).MustBe("TooManyRequestsException", "Rate exceeded");
        (await Resend()).MustBe("TooManyRequestsException", "Rate exceeded");
        (await Resend()).MustSucceed();
        Assert.That(fault.Hits, Is.EqualTo(2));
    }

    [Test]
    public async Task Faults_strike_in_the_order_they_were_added()
    {
        await using Wire wire = await Wire.StartAsync();
        wire.Emulator.Faults.Add(new Fault { Kind = FaultKind.Throttle, Times = 1 });
        wire.Emulator.Faults.Add(new Fault { Kind = FaultKind.InternalError, Times = 1 });

        Assert.That((await wire.SignUpAsync("ana")).ErrorCode, Is.EqualTo("TooManyRequestsException"));
        Assert.That((await wire.SignUpAsync("ana")).ErrorCode, Is.EqualTo("InternalErrorException"));
        (await wire.SignUpAsync("ana")).MustSucceed();
    }

    [Test]
    public async Task The_key_set_can_fail_too()
    {
        await using Wire wire = await Wire.StartAsync();
        using FaultHandle fault = wire.Emulator.Faults.Add(new Fault { Operation = "jwks", Kind = FaultKind.InternalError });
        string url = $"{wire.Emulator.Endpoint}{wire.Pool.Id}/.well-known/jwks.json";

        using HttpResponseMessage failed = await wire.Http.GetAsync(url);
        Assert.That(failed.StatusCode, Is.EqualTo(HttpStatusCode.InternalServerError));
        fault.Dispose();
        using HttpResponseMessage fine = await wire.Http.GetAsync(url);
        Assert.That(fine.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Clearing_takes_every_order_back_and_lets_go()
    {
        await using Wire wire = await Wire.StartAsync();
        FaultHandle hold = wire.Emulator.Faults.Add(new Fault { Kind = FaultKind.Hold });
        wire.Emulator.Faults.Add(new Fault { Operation = "GetUser", Kind = FaultKind.Cut });
        Task<WireAnswer> held = wire.SignUpAsync("ana");
        await hold.WaitForArrivalAsync().WaitAsync(TimeSpan.FromSeconds(30));

        wire.Emulator.Faults.Clear();

        (await held).MustSucceed();
        Assert.That((await wire.GetUserAsync("abc")).ErrorCode, Is.EqualTo("NotAuthorizedException"));
    }

    [Test]
    public async Task Disposing_the_emulator_drops_requests_that_wait()
    {
        await using Wire wire = await Wire.StartAsync();
        FaultHandle hold = wire.Emulator.Faults.Add(new Fault { Kind = FaultKind.Hold });
        Task<WireAnswer> held = wire.SignUpAsync("ana");
        await hold.WaitForArrivalAsync().WaitAsync(TimeSpan.FromSeconds(30));

        await wire.Emulator.DisposeAsync();

        Assert.That(async () => await held, Throws.InstanceOf<HttpRequestException>());
    }
}
