using System.Text.Json.Nodes;
using Amplify.Emulator;

namespace Amplify.Tests.Model.Devices;

/// <summary>Between an engine and the service: orders the fault right before the call it is meant for, so that it can strike one challenge of several.</summary>
internal sealed class DeviceFaultLine(CognitoEmulator cognito) : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
{
    private DeviceFault? _fault;
    private int _struck;

    /// <summary>What goes wrong from now on; null for nothing.</summary>
    public DeviceFault? Fault
    {
        set => (_fault, _struck) = (value, 0);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (_fault is { } fault && (fault.Times is not { } times || _struck < times) && request.Headers.TryGetValues("X-Amz-Target", out IEnumerable<string>? target))
        {
            string operation = target.Single().Split('.')[1];
            string call = operation == "RespondToAuthChallenge" ? (string)JsonNode.Parse(await request.Content!.ReadAsStringAsync(cancellationToken))!["ChallengeName"]! : operation;
            if (call == fault.Call)
            {
                _struck++;
                cognito.Faults.Add(new Fault { Operation = operation, Kind = fault.Kind, Phase = fault.Phase, Times = 1 });
            }
        }

        return await base.SendAsync(request, cancellationToken);
    }
}
