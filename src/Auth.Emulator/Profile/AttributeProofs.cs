namespace Amplify.Emulator;

/// <summary>What of one user waits to be proved by a code. Guarded by the pool's gate.</summary>
internal sealed class AttributeProofs
{
    private const int Digits = 6;
    private readonly EmulatedUserPool _pool;
    private readonly Dictionary<string, AttributeProof> _proofs;

    public AttributeProofs(EmulatedUserPool pool)
    {
        _pool = pool;
        TimeProvider clock = pool.State.Clock;
        // The limits hold per user, the codes per attribute.
        var sends = new AttemptLimit(clock, pool.Settings.AttributeCodesPerHour);
        var guesses = new AttemptLimit(clock, pool.Settings.AttributeVerificationsPerHour);
        _proofs = Delivery.ByPrecedence.ToDictionary(name => name, _ => new AttributeProof(new CodeBook(clock, sends, guesses)));
    }

    /// <summary>Sends a code for an attribute, to its new value where one waits.</summary>
    public Delivery Send(RequestContext context, EmulatedUser user, string attribute, string? newValue, string? source = null)
    {
        AttributeProof proof = _proofs[attribute];
        proof.NewValue = newValue;
        var delivery = new Delivery(attribute, newValue ?? user.Attribute(attribute)!);
        string code = RandomText.Code(Digits);
        proof.Codes.Put(code, _pool.Settings.AttributeCodeLifetime, _pool.State.Unsettled.NewCodeReplacesOlder);
        Courier.Send(context, user, delivery, MessagePurpose.AttributeVerification, code, source);
        return delivery;
    }

    /// <exception cref="ServiceException">The attribute cannot be proved by a code.</exception>
    public AttributeProof Of(string attribute) =>
        _proofs.GetValueOrDefault(attribute) ?? throw ServiceException.InvalidParameter($"Attribute {attribute} cannot be verified.");

    /// <summary>Nothing waits any more: the attribute was deleted or set by an administrator.</summary>
    public void Forget(string attribute)
    {
        if (_proofs.TryGetValue(attribute, out AttributeProof? proof))
        {
            proof.NewValue = null;
            proof.Codes.Clear();
        }
    }
}
