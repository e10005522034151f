using Microsoft.AspNetCore.Http;

namespace Amplify.Emulator;

/// <summary>The faults ordered from an emulator. Delays and holds let the request go on; the first other fault that matches decides the answer.</summary>
public sealed class EmulatorFaults
{
    private readonly Lock _gate = new();
    private readonly List<FaultHandle> _orders = [];

    /// <summary>Orders a fault; faults strike in the order they were added.</summary>
    /// <param name="fault">What, where, when and how often.</param>
    /// <returns>A handle to watch, release and remove it.</returns>
    /// <exception cref="ArgumentException">The order names no operation, or a service error without its code.</exception>
    public FaultHandle Add(Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        ArgumentException.ThrowIfNullOrEmpty(fault.Operation);
        if (fault.Kind == FaultKind.ServiceError)
        {
            ArgumentException.ThrowIfNullOrEmpty(fault.ErrorCode);
        }

        var order = new FaultHandle(this, fault);
        lock (_gate)
        {
            _orders.Add(order);
        }

        return order;
    }

    /// <summary>Takes all orders back and releases everything they hold.</summary>
    public void Clear()
    {
        foreach (FaultHandle order in Orders())
        {
            order.Dispose();
        }
    }

    internal void Remove(FaultHandle order)
    {
        lock (_gate)
        {
            _orders.Remove(order);
        }
    }

    /// <summary>Lets the ordered faults of one phase strike a request; <see langword="true"/> when one of them has answered it.</summary>
    internal async Task<bool> ActAsync(string operation, FaultPhase phase, HttpContext context, IService service, Answer answer, TimeProvider clock, CancellationToken cancellationToken)
    {
        foreach (FaultHandle order in Orders())
        {
            Fault fault = order.Fault;
            if (fault.Phase != phase || (fault.Operation != "*" && fault.Operation != operation) || !order.TryHit())
            {
                continue;
            }

            switch (fault.Kind)
            {
                case FaultKind.Delay:
                    await Task.Delay(fault.Delay, clock, cancellationToken);
                    break;
                case FaultKind.Hold:
                    await order.Released.WaitAsync(cancellationToken);
                    break;
                default:
                    await FaultyAnswers.WriteAsync(fault, service, answer, context);
                    return true;
            }
        }

        return false;
    }

    private List<FaultHandle> Orders()
    {
        lock (_gate)
        {
            return [.. _orders];
        }
    }
}
