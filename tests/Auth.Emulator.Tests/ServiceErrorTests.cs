using System.Text.Json.Nodes;
using Amplify.Emulator;

namespace Amplify.Tests;

/// <summary>Any error of the service on order, for tables of errors.</summary>
public sealed class ServiceErrorTests
{
    private static IEnumerable<string> Operations => ModelledErrors.ByOperation.Keys;

    [TestCaseSource(nameof(Operations))]
    public async Task Every_modelled_error_can_be_ordered(string operation)
    {
        await using Wire wire = await Wire.StartAsync();
        foreach (string code in ModelledErrors.ByOperation[operation])
        {
            wire.Emulator.Faults.Add(Fault.Error(operation, code, $"About {code}", ModelledErrors.StatusOf(code)));

            WireAnswer answer = await wire.CallAsync(operation, []);

            Assert.That(((int)answer.Status, answer.ErrorCode, answer.ErrorMessage), Is.EqualTo((ModelledErrors.StatusOf(code), code, $"About {code}")));
            Assert.That(answer.Header("x-amzn-ErrorType"), Is.EqualTo(code + ":"));
        }

        Assert.That((await wire.CallAsync(operation, [])).ErrorMessage, Does.Not.StartWith("About"), "each is answered once");
    }

    [TestCase("GetUser", "PasswordResetRequiredException", true)]
    [TestCase("SignUp", "UsernameExistsException", true)]
    [TestCase("RevokeToken", "UnsupportedTokenTypeException", true)]
    [TestCase("RevokeToken", "NotAuthorizedException", false)]
    [TestCase("SetUserMFAPreference", "TooManyRequestsException", false)]
    [TestCase("GlobalSignOut", "UserNotFoundException", false)]
    public void The_table_says_what_the_model_says(string operation, string code, bool modelled) =>
        Assert.That(ModelledErrors.ByOperation[operation].Contains(code), Is.EqualTo(modelled));

    [Test]
    public void No_error_stands_twice_in_a_row() => Assert.That(ModelledErrors.ByOperation.Values, Is.All.Unique);

    [Test]
    public async Task An_error_after_the_service_acted_leaves_it_done()
    {
        await using Wire wire = await Wire.StartAsync();
        wire.Emulator.Faults.Add(new Fault
        {
            Operation = "SignUp", Phase = FaultPhase.After, Kind = FaultKind.ServiceError, ErrorCode = "CodeDeliveryFailureException", ErrorMessage = "no mail", Times = 1,
        });

        (await wire.SignUpAsync("ana")).MustBe("CodeDeliveryFailureException", "no mail");

        Assert.That(wire.Pool.FindUser("ana"), Is.Not.Null);
    }

    [Test]
    public async Task An_error_without_a_code_is_no_order()
    {
        await using Wire wire = await Wire.StartAsync();

        Assert.That(() => wire.Emulator.Faults.Add(new Fault { Kind = FaultKind.ServiceError }), Throws.InstanceOf<ArgumentException>());
    }
}
